import { formatInstantWithDayIst } from '@roomnight/calendar/format';
import { boundOf, feedHealth, goodPollDueAt } from '@roomnight/contracts/feed-health';
import type { Feed } from '@roomnight/database/entities/feed';
import type { Listing } from '@roomnight/database/entities/listing';
import type { OtaPlatform } from '@roomnight/database/entities/ota-platform';
import type { Health } from '../schema/enums.ts';
import { settingsOfListing } from '../platforms/shown-settings.ts';

export interface FeedState {
  health: Health;
  /** Since when; null before the first poll. */
  since: Date | null;
  /** What it last did, or did not do, in a sentence. */
  message: string | null;
}

/** How a listing's feed is now, by the age of its last good poll: what a poll wrote last says nothing of today. */
export function feedStateOf(
  { listing, platform, feed }: { listing: Listing; platform: OtaPlatform; feed: Feed | undefined },
  now: Date,
): FeedState {
  const message = feed?.lastMessage ?? null;
  if (listing.status === 'paused') return { health: 'paused', since: listing.updatedAt, message };
  if (listing.importUrlHint === null) {
    const none =
      listing.mode === 'manual' ? 'Kept by hand: there is no feed.' : 'There is no import URL yet.';
    return { health: 'new', since: null, message: none };
  }
  const age = {
    lastGoodAt: feed?.lastGoodAt ?? null,
    listingChangedAt: listing.updatedAt,
    intervalMinutes: settingsOfListing(listing, platform).intervalMinutes.value,
  };
  const health = feedHealth({ ...age, status: listing.status, stored: feed?.health }, now);
  if (health !== 'late') return { health, since: feed?.healthSince ?? null, message };
  const due = formatInstantWithDayIst(goodPollDueAt(age));
  return { health, since: boundOf(age), message: `late: a good poll was due ${due}, and none came` };
}
