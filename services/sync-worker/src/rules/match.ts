import { stayLength, intersection } from '@roomnight/calendar/stay';
import type { FeedFact } from '@roomnight/platforms/feed';
import type { SnapshotEntry } from './snapshot.ts';

export interface Match {
  readonly pairs: readonly (readonly [SnapshotEntry, FeedFact])[];
  /** Entries the feed tells nothing of. */
  readonly missing: readonly SnapshotEntry[];
  /** Facts never seen before. */
  readonly fresh: readonly FeedFact[];
}

/** Hundreds that changed in every respect at once are no calendar to find anything again in. */
const mostComparisons = 250_000;

type KeyOf = (fact: FeedFact) => string;

const byUid: KeyOf = ({ uid }) => uid;
/** Bookings of one kind with the same nights. */
export const byDates: KeyOf = ({ kind, checkIn, checkOut }) => `${kind} ${checkIn} ${checkOut}`;
const byDeparture: KeyOf = ({ kind, checkOut }) => `${kind} ${checkOut}`;
const byArrival: KeyOf = ({ kind, checkIn }) => `${kind} ${checkIn}`;

/**
 * Finds which fact is which known booking: by UID, else by the same dates, and where the platform mints UIDs anew
 * also by one equal date, else by the most nights in common. Only bookings of one kind are compared by dates.
 * The outcome does not depend on the order of either list.
 */
export function matchFacts(
  entries: readonly SnapshotEntry[],
  facts: readonly FeedFact[],
  stableUids: boolean,
): Match {
  let missing = entries.toSorted(
    (a, b) => compareFacts(a.fact, b.fact) || (a.bookingId < b.bookingId ? -1 : 1),
  );
  let fresh = facts.toSorted(compareFacts);
  const pairs: (readonly [SnapshotEntry, FeedFact])[] = [];

  const take = (found: readonly (readonly [SnapshotEntry, FeedFact])[]) => {
    const entriesFound = new Set(found.map(([entry]) => entry));
    const factsFound = new Set(found.map(([, fact]) => fact));
    missing = missing.filter((entry) => !entriesFound.has(entry));
    fresh = fresh.filter((fact) => !factsFound.has(fact));
    pairs.push(...found);
  };
  for (const key of stableUids ? [byUid, byDates] : [byUid, byDates, byDeparture, byArrival]) {
    take(sameKey(missing, fresh, key));
  }
  if (!stableUids) take(mostInCommon(missing, fresh));
  return { pairs, missing, fresh };
}

/** An order of facts that depends on what they say only. */
export function compareFacts(a: FeedFact, b: FeedFact): number {
  return (
    compareText(a.checkIn, b.checkIn) ||
    compareText(a.checkOut, b.checkOut) ||
    compareText(a.kind, b.kind) ||
    compareText(a.uid, b.uid)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function sameKey(entries: readonly SnapshotEntry[], facts: readonly FeedFact[], keyOf: KeyOf) {
  const waiting = Map.groupBy(facts, keyOf);
  return entries.flatMap((entry) => {
    const fact = waiting.get(keyOf(entry.fact))?.shift();
    return fact ? [[entry, fact] as const] : [];
  });
}

function mostInCommon(entries: readonly SnapshotEntry[], facts: readonly FeedFact[]) {
  if (entries.length * facts.length > mostComparisons) return [];
  const candidates = entries.flatMap((entry) => {
    const near = facts.filter((fact) => fact.kind === entry.fact.kind && fact.checkIn < entry.fact.checkOut);
    return near.flatMap((fact) => {
      const shared = intersection(entry.fact, fact);
      return shared ? [{ pair: [entry, fact] as const, nights: stayLength(shared) }] : [];
    });
  });
  // Sorting is stable, so among equals the earlier entry and fact come first.
  const taken = new Set<unknown>();
  return candidates
    .toSorted((a, b) => b.nights - a.nights)
    .flatMap(({ pair }) => {
      if (pair.some((side) => taken.has(side))) return [];
      for (const side of pair) taken.add(side);
      return [pair];
    });
}
