import { intersect, subtract, type NightSet } from '@roomnight/calendar/night-set';
import type { FeedSnapshot, SnapshotEntry, Word } from './snapshot.ts';

/** What a person decided about the bookings of a quarantine: some are to be freed, the others hold. */
export interface Decision {
  readonly id: string;
  /** A user's id. */
  readonly by: string;
  /** The bookings to free; all others that were shown are kept. */
  readonly free: readonly string[];
  /** What the person was shown: the nights of each booking. */
  readonly shown: readonly { readonly bookingId: string; readonly nights: NightSet }[];
}

/** What is believed of a feed, with what a person said of it. Of bookings that are not known any more nothing is said. */
export function withWords(snapshot: FeedSnapshot, decisions: readonly Decision[]): FeedSnapshot {
  if (decisions.length === 0) return snapshot;
  const words = new Map<string, Word>();
  for (const { by, free, shown } of decisions) {
    const freed = new Set(free);
    for (const { bookingId, nights } of shown) {
      words.set(bookingId, { says: freed.has(bookingId) ? 'free' : 'keep', nights, by });
    }
  }
  const entries = snapshot.entries.map((entry) => {
    const word = words.get(entry.bookingId);
    return word === undefined ? entry : { ...entry, word };
  });
  return { ...snapshot, entries };
}

/** What a person said of all these nights of a booking; nothing, if one of them was not shown to the person. */
export function wordOn({ word }: SnapshotEntry, nights: NightSet): Word | undefined {
  return word !== undefined && subtract(nights, intersect(nights, word.nights)).length === 0
    ? word
    : undefined;
}
