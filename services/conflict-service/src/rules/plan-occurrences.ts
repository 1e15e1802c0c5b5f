import { overlaps, type Stay } from '@roomnight/calendar/stay';
import type { Lock } from './fact.ts';

/** An occurrence that was met before: it has its block, or taken nights left it out. */
export interface KnownOccurrence {
  readonly checkIn: string;
  readonly isLeftOut: boolean;
}

/** What becomes of the occurrences of a recurring block that have no block yet. */
export type OccurrencePlan =
  | { readonly kind: 'close'; readonly closed: readonly Stay[]; readonly leftOut: readonly Stay[] }
  | { readonly kind: 'refuse'; readonly taken: readonly Lock[] };

export interface OccurrenceWish {
  /** Every occurrence from today to the horizon. */
  readonly due: readonly Stay[];
  readonly known: readonly KnownOccurrence[];
  /** What is held of the unit's nights, by whomever. */
  readonly locks: readonly Lock[];
  readonly skipTaken: boolean;
  /** Somebody waits for the answer, and can be asked what to do about taken nights. */
  readonly isAsked: boolean;
}

/**
 * An occurrence that has its block never gets another, so what a person opened stays open. On taken nights an
 * occurrence is left out until they are free, if the person said so. If not, they are refused the first time, and later
 * the occurrence is a block all the same: a fact that a conflict tells of is not lost.
 */
export function planOccurrences({ due, known, locks, skipTaken, isAsked }: OccurrenceWish): OccurrencePlan {
  const met = new Set(known.filter(({ isLeftOut }) => !isLeftOut).map(({ checkIn }) => checkIn));
  const open = due.filter(({ checkIn }) => !met.has(checkIn));
  const isTaken = (stay: Stay): boolean => locks.some((lock) => overlaps(lock, stay));
  if (skipTaken) {
    return { kind: 'close', closed: open.filter((stay) => !isTaken(stay)), leftOut: open.filter(isTaken) };
  }
  const taken = isAsked ? locks.filter((lock) => open.some((stay) => overlaps(stay, lock))) : [];
  return taken.length > 0 ? { kind: 'refuse', taken } : { kind: 'close', closed: open, leftOut: [] };
}
