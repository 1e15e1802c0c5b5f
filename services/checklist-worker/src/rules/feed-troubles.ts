import { formatInstantWithDayIst } from '@roomnight/calendar/format';
import { type FeedAge, feedHealth, goodPollDueAt, isPastBound } from '@roomnight/contracts/feed-health';
import type { FeedHealth } from '@roomnight/contracts/feed-sync';
import { type Look, memberKey, type Trouble } from './incidents.ts';

const MINUTE = 60_000;
/**
 * A feed that is suspect is read once more after ten minutes: only what a second look confirms is told. A failing
 * one is tried again too, and is told once it is past its bound.
 */
const SUSPECT_FOR = 12 * MINUTE;
const FAILING_FOR = 10 * MINUTE;

export const FEED_CONCERNS = ['suspect', 'failing', 'late'] as const;

/** A feed that is to be polled, as the watchdog sees it. */
export interface WatchedFeed extends FeedAge {
  organizationId: string;
  listingId: string;
  /** Key of the platform in that organization: with the organization, the account. */
  platform: string;
  host: string;
  /** What the last poll wrote; null when there was none. */
  stored: FeedHealth | null;
  storedSince: Date | null;
  lastPolledAt: Date | null;
  errorClass: string | null;
  errorMessage: string | null;
}

function healthNow(feed: WatchedFeed, now: Date): FeedHealth | 'paused' {
  return feedHealth({ ...feed, status: 'active', stored: feed.stored ?? undefined }, now);
}

/** How many feeds are in which health. */
export function countByHealth(
  feeds: readonly WatchedFeed[],
  now: Date,
): Partial<Record<FeedHealth | 'paused', number>> {
  const groups = Map.groupBy(feeds, (feed) => healthNow(feed, now));
  return Object.fromEntries([...groups].map(([health, group]) => [health, group.length]));
}

/**
 * Whether nothing polls any more: some feed is late, and since it was due no feed of anybody has been polled. Then
 * the feeds are not to blame.
 */
export function nothingPolls(feeds: readonly WatchedFeed[], now: Date): boolean {
  const due = feeds
    .filter((feed) => healthNow(feed, now) === 'late')
    .map((feed) => goodPollDueAt(feed).getTime());
  if (due.length === 0) return false;
  const lastPoll = Math.max(...feeds.map(({ lastPolledAt }) => lastPolledAt?.getTime() ?? 0));
  return lastPoll < Math.min(...due);
}

/** What is wrong with these feeds now, and of which it cannot be said yet. */
export function feedTroubles(
  feeds: readonly WatchedFeed[],
  { now, silent }: { now: Date; /** From {@link nothingPolls}, of all feeds. */ silent: boolean },
): Look {
  const troubles: Trouble[] = [];
  const undecided = new Set<string>();
  for (const feed of feeds) {
    const health = healthNow(feed, now);
    const trouble = troubleOf(feed, health, now, silent);
    if (trouble !== undefined) troubles.push(trouble);
    else if (health === 'suspect' || health === 'failing') {
      for (const concern of FEED_CONCERNS) undecided.add(memberKey({ ...feed, concern }));
    }
  }
  return { troubles, undecided };
}

function troubleOf(
  feed: WatchedFeed,
  health: FeedHealth | 'paused',
  now: Date,
  silent: boolean,
): Trouble | undefined {
  const { listingId, platform, host } = feed;
  const since = feed.storedSince ?? now;
  const lasted = now.getTime() - since.getTime();
  const lastGood =
    feed.lastGoodAt === null
      ? 'It was never read.'
      : `It was last read ${formatInstantWithDayIst(feed.lastGoodAt)}.`;
  if (health === 'suspect' && lasted >= SUSPECT_FOR) {
    const detail = feed.errorMessage;
    return { listingId, concern: 'suspect', kind: 'feed_suspect', group: platform, since, detail };
  }
  if (health === 'failing' && lasted >= FAILING_FOR && isPastBound(feed, now)) {
    // A host that answers 404 and one that answers 503 fail in two ways: the sentence tells them apart.
    const way = feed.errorClass === 'http_status' ? feed.errorMessage : feed.errorClass;
    const group = `${host} ${way ?? 'unknown'}`;
    const detail = `${feed.errorMessage ?? 'It cannot be read.'} ${lastGood}`;
    return { listingId, concern: 'failing', kind: 'feed_failing', group, since, detail };
  }
  if (health === 'late') {
    const late = { listingId, concern: 'late', since: goodPollDueAt(feed), detail: lastGood };
    return silent
      ? { ...late, kind: 'not_polling', group: 'roomnight' }
      : { ...late, kind: 'feed_late', group: platform };
  }
  return undefined;
}
