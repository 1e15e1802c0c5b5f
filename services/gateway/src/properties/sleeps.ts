import { InvalidInput } from '../failures.ts';

const MOST = 99;

/**
 * How many guests a unit sleeps; null where nobody says.
 *
 * @throws {InvalidInput}
 */
export function checkedSleeps(sleeps: number | null | undefined): number | null {
  if (sleeps === null || sleeps === undefined) return null;
  if (sleeps < 1 || sleeps > MOST) throw new InvalidInput('sleeps', `Between 1 and ${MOST} guests.`);
  return sleeps;
}
