import type { FeedHealth } from './feed-sync.ts';

const MINUTE = 60_000;
/** A wait between two polls is drawn from two thirds to four thirds of the interval. */
const LONGEST_WAIT = 4 / 3;
/** A feed is late this long after a good poll was due: a first failure is tried again within it. */
export const LATE_AFTER_MINUTES = 15;

/** What the age of a feed is told by. */
export interface FeedAge {
  /** When the feed was last read and believed; null before that. */
  readonly lastGoodAt: Date | null;
  /** When the listing was made, resumed or otherwise changed: from then on a first good poll is waited for. */
  readonly listingChangedAt: Date;
  readonly intervalMinutes: number;
}

/** When the next good poll must have come at the latest, if nothing is wrong. */
export function goodPollDueAt({ lastGoodAt, listingChangedAt, intervalMinutes }: FeedAge): Date {
  const since = Math.max(lastGoodAt?.getTime() ?? 0, listingChangedAt.getTime());
  return new Date(since + intervalMinutes * LONGEST_WAIT * MINUTE);
}

/** From when on the feed has had no good poll for longer than its interval allows. */
export function boundOf(age: FeedAge): Date {
  return new Date(goodPollDueAt(age).getTime() + LATE_AFTER_MINUTES * MINUTE);
}

export function isPastBound(age: FeedAge, now: Date): boolean {
  return now > boundOf(age);
}

/**
 * The health of a feed now, by the age of its last good poll. What its last poll wrote is not enough: when nothing
 * polls any more nobody writes that either, so only a feed that was read lately is healthy.
 *
 * @param stored what the last poll wrote; undefined when there was none
 */
export function feedHealth(
  { status, stored, ...age }: FeedAge & { status: string; stored: FeedHealth | undefined },
  now: Date,
): FeedHealth | 'paused' {
  if (status === 'paused') return 'paused';
  if (stored === 'failing' || stored === 'suspect') return stored;
  if (isPastBound(age, now)) return 'late';
  const { lastGoodAt, intervalMinutes } = age;
  const isFresh =
    lastGoodAt !== null && !isPastBound({ lastGoodAt, listingChangedAt: lastGoodAt, intervalMinutes }, now);
  return isFresh ? 'healthy' : 'new';
}
