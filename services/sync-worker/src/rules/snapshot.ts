import type { Night } from '@roomnight/calendar/night';
import { hasNight, intersect, nightSet, union, type NightSet } from '@roomnight/calendar/night-set';
import type { FeedFact } from '@roomnight/platforms/feed';
import type { Reading } from '../reading/reading.ts';

/** Far enough for any feed. */
const endOfTime: Night = '9999-12-31';

/** What is believed about a feed since its last healthy poll. Kept as JSON. */
export interface FeedSnapshot {
  /** What the last healthy body said, and what a "not modified" says again. */
  readonly content: FeedContent;
  readonly entries: readonly SnapshotEntry[];
}

/** The part of a reading that decisions are made from. */
export type FeedContent = Pick<Reading, 'facts' | 'cancelled' | 'unreadable' | 'horizon'> &
  // Absent in snapshots of before it was kept.
  Partial<Pick<Reading, 'settings'>>;

/** A booking that came from the feed and is not cancelled. */
export interface SnapshotEntry {
  readonly bookingId: string;
  /** As last told to the calendar: a block without the nights that only echo our own export. */
  readonly fact: FeedFact;
  /** Nights the feed reports no longer, held until a further healthy poll says the same. */
  readonly givingUp: NightSet;
  /**
   * Bookings that stand in for nights given up apart from the stay's new dates: a booking has one range. One for each
   * such piece, earliest first.
   */
  readonly standIns: readonly string[];
  /** ISO instant of the first healthy poll without it. */
  readonly missingSince?: string;
  /** A feed that was suspect showed nights that are given up again: the next poll without them is a first one. */
  readonly unconfirmed?: true;
  /** What a person said about nights the feed does not report. Ends when the feed reports the booking again. */
  readonly word?: Word;
}

/** A person's word on nights of a booking: free them as soon as the feed can be seen not to hold them, or keep them. */
export interface Word {
  readonly says: 'free' | 'keep';
  /** The nights the person was shown. */
  readonly nights: NightSet;
  /** Who said it: a user's id. */
  readonly by: string;
}

export const emptySnapshot: FeedSnapshot = {
  content: { facts: [], cancelled: [], unreadable: 0, horizon: null },
  entries: [],
};

/** Every night the entry holds. */
export function nightsHeld({ fact, givingUp }: SnapshotEntry): NightSet {
  const own = nightSet([fact]);
  return givingUp.length === 0 ? own : union(own, givingUp);
}

/** The nights of a set that are not over. */
export function nightsAhead(nights: NightSet, today: Night): NightSet {
  return intersect(nights, [{ checkIn: today, checkOut: endOfTime }]);
}

/** Whether it holds no night from today on. */
export function isOver(entry: SnapshotEntry, today: Night): boolean {
  return entry.fact.checkOut <= today && entry.givingUp.every(({ checkOut }) => checkOut <= today);
}

/** Whether a guest, or what its feed cannot tell from one, sleeps here tonight. */
export function isInHouse(entry: SnapshotEntry, today: Night): boolean {
  const { kind, cannotTell } = entry.fact;
  return (kind === 'stay' || cannotTell === true) && hasNight(nightsHeld(entry), today);
}

/** Who is in the house, as the beginning of a sentence's end. */
export function guestIs({ fact }: SnapshotEntry): string {
  return fact.kind === 'stay' ? 'its guest is' : 'perhaps a guest is';
}
