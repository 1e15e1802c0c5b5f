import { intersect, nightSet } from '@roomnight/calendar/night-set';
import type { FeedFact } from '@roomnight/platforms/feed';
import type { Fate } from './removal.ts';
import type { FeedSnapshot, SnapshotEntry } from './snapshot.ts';

/** A known booking, what a feed reports of it, and what would become of it if the feed were believed. */
export interface Shown {
  readonly entry: SnapshotEntry;
  readonly fact: FeedFact;
  readonly fate: Fate;
}

/**
 * What is believed after a feed that is suspect. It frees and takes nothing, but it shows that a booking is there: what
 * waited for a second poll without it, or was said while it was gone, holds no longer.
 */
export function withShownAgain(snapshot: FeedSnapshot, shown: readonly Shown[]): FeedSnapshot {
  const after = new Map(shown.map((one) => [one.entry, shownAgain(one)]));
  if ([...after].every(([entry, then]) => entry === then)) return snapshot;
  return { ...snapshot, entries: snapshot.entries.map((entry) => after.get(entry) ?? entry) };
}

function shownAgain({ entry, fact, fate }: Shown): SnapshotEntry {
  const { missingSince, word: said, ...held } = entry;
  const word = fate.is === 'kept' && fate.by === undefined ? fate.entry.word : said;
  const shownNights = intersect(entry.givingUp, nightSet([fact])).length > 0;
  if (missingSince === undefined && word === said && !shownNights) return entry;
  return { ...held, ...(word && { word }), ...(shownNights && { unconfirmed: true }) };
}
