import { Feed } from '@roomnight/database/entities/feed';
import { Listing } from '@roomnight/database/entities/listing';
import { OtaPlatform } from '@roomnight/database/entities/ota-platform';
import { type Context, sessionOf } from '../context.ts';
import { type FeedState, feedStateOf } from '../listings/feed-state.ts';
import { builder } from './builder.ts';
import { FeedHealth, type Health, SyncStatus } from './enums.ts';
import { UnitRef } from './refs.ts';

interface Sync {
  listing: Listing;
  state: FeedState;
  /** Nothing was polled yet. */
  feed: Feed | undefined;
}

const STATUS: Record<Health, 'success' | 'failed' | 'pending'> = {
  new: 'pending',
  paused: 'pending',
  healthy: 'success',
  late: 'failed',
  failing: 'failed',
  suspect: 'failed',
};

async function load(listingIds: string[], context: Context): Promise<Sync[]> {
  const { em } = sessionOf(context);
  const now = context.app.clock();
  const [listings, feeds, platforms] = await Promise.all([
    em.find(Listing, { id: listingIds }),
    em.find(Feed, { listingId: listingIds }, { refresh: true }),
    em.find(OtaPlatform, {}),
  ]);
  const feedOf = new Map(feeds.map((feed) => [feed.listingId, feed]));
  const platformOf = new Map(platforms.map((platform) => [platform.id, platform]));
  return listings.flatMap((listing) => {
    const platform = platformOf.get(listing.platformId);
    const feed = feedOf.get(listing.id);
    return platform ? [{ listing, feed, state: feedStateOf({ listing, platform, feed }, now) }] : [];
  });
}

export const CalendarSyncRef = builder.loadableObjectRef('CalendarSync', {
  load,
  sort: ({ listing }: Sync) => listing.id,
});

CalendarSyncRef.implement({
  description: 'How the import of one listing goes.',
  fields: (t) => ({
    id: t.id({ description: 'The same as its listing’s.', resolve: ({ listing }) => listing.id }),
    platformId: t.id({ description: 'The platform polled.', resolve: ({ listing }) => listing.platformId }),
    propertyId: t.id({
      description: 'The property concerned.',
      resolve: async ({ listing }, _args, context) =>
        (await UnitRef.getDataloader(context).load(listing.unitId)).propertyId,
    }),
    listingId: t.id({ description: 'The listing polled.', resolve: ({ listing }) => listing.id }),
    lastSync: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When the feed was last polled, whatever came of it.',
      resolve: ({ feed }) => feed?.lastPolledAt ?? null,
    }),
    status: t.field({
      type: SyncStatus,
      description: 'What it came to.',
      resolve: ({ state }) => STATUS[state.health],
    }),
    errorMessage: t.string({
      nullable: true,
      description: 'Why it failed, for people; never anything the feed sent.',
      resolve: ({ feed }) => feed?.errorMessage ?? null,
    }),
    health: t.field({
      type: FeedHealth,
      description: 'The state of the feed.',
      resolve: ({ state }) => state.health,
    }),
    healthSince: t.field({
      type: 'Instant',
      nullable: true,
      description: 'Since when it is in that state; null before the first poll.',
      resolve: ({ state }) => state.since,
    }),
    lastGoodSync: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When the feed was last read and believed.',
      resolve: ({ feed }) => feed?.lastGoodAt ?? null,
    }),
    nextSync: t.field({
      type: 'Instant',
      nullable: true,
      description: 'When it will be polled next; null while it is not.',
      resolve: ({ listing, feed }) => (listing.status === 'active' ? (feed?.nextPollAt ?? null) : null),
    }),
    nextSyncReason: t.string({
      nullable: true,
      description: 'Why then.',
      resolve: ({ listing, feed }) => (listing.status === 'active' ? (feed?.nextPollReason ?? null) : null),
    }),
    message: t.string({
      nullable: true,
      description: 'What it last did, in a sentence.',
      resolve: ({ state }) => state.message,
    }),
  }),
});
