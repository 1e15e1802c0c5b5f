import type { FeedHealth } from '@roomnight/contracts/feed-sync';

/** The state of a feed as a poll finds it: a row of `sync.feeds`. */
export interface Feed {
  generation: number;
  listingRevision: number;
  health: FeedHealth;
  healthSince: Date;
  lastGoodAt: Date | null;
  nextPollAt: Date | null;
  consecutiveFailures: number;
  polls: number;
  etag: string | null;
  lastModified: string | null;
  bodyHash: string | null;
  lastMessage: string | null;
  lastChangeSetId: string | null;
  /** When a poll last changed the calendar. */
  changedAt: Date | null;
  /** Until when the host asked not to be asked. */
  waitUntil: Date | null;
  /** When bookings went missing of which nothing is decided yet. */
  shrunkAt: Date | null;
  /** Another listing of the account lost bookings at about the same time. */
  shrunkTogether: boolean;
  /** The quarantine that stands. */
  quarantineId: string | null;
  /** What the feed's events were last written from. */
  eventsKey: string | null;
  bookingWindowDays: number | null;
}

/** What a poll leaves for later ones, besides what it found. */
export type Memory = Pick<
  Feed,
  | 'changedAt'
  | 'waitUntil'
  | 'shrunkAt'
  | 'shrunkTogether'
  | 'quarantineId'
  | 'eventsKey'
  | 'bookingWindowDays'
>;

/** Columns of {@link Feed}, of a table called `f`. */
export const FEED_COLUMNS = `f.generation, f.listing_revision AS "listingRevision", f.health,
  f.health_since AS "healthSince", f.last_good_at AS "lastGoodAt", f.next_poll_at AS "nextPollAt",
  f.consecutive_failures AS "consecutiveFailures", f.polls, f.etag, f.last_modified AS "lastModified",
  f.body_hash AS "bodyHash", f.last_message AS "lastMessage", f.last_change_set_id AS "lastChangeSetId",
  f.changed_at AS "changedAt", f.wait_until AS "waitUntil", f.shrunk_at AS "shrunkAt",
  f.shrunk_together AS "shrunkTogether", f.quarantine_id AS "quarantineId", f.events_key AS "eventsKey",
  f.booking_window_days AS "bookingWindowDays"`;

export function memoryOf(feed: Feed): Memory {
  const { changedAt, waitUntil, shrunkAt, shrunkTogether, quarantineId, eventsKey, bookingWindowDays } = feed;
  return { changedAt, waitUntil, shrunkAt, shrunkTogether, quarantineId, eventsKey, bookingWindowDays };
}
