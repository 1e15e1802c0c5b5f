import { formatInstantIst, formatNightInFull } from '@roomnight/calendar/format';
import { istNight } from '@roomnight/calendar/night';
import { addMinutes } from 'date-fns/addMinutes';
import { InvalidInput } from '../failures.ts';

/** Clocks of services differ by less than this. */
const SKEW_MINUTES = 1;

/**
 * The moment asked about: now, when none is said.
 *
 * @throws {InvalidInput} when it is still to come
 */
export function pastMoment(at: Date | null | undefined, now: Date): Date {
  if (at && at > now) throw new InvalidInput('at', 'This must not be in the future: nobody knows yet.');
  return at ?? now;
}

/** Until when rows are read so that none is missed that was written by another clock. */
export function withSkew(moment: Date): Date {
  return addMinutes(moment, SKEW_MINUTES);
}

/** `Mon 1 Mar 2027, 14:02 IST` */
export function momentWords(moment: Date): string {
  return `${formatNightInFull(istNight(moment))}, ${formatInstantIst(moment)}`;
}
