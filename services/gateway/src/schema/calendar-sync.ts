import { Feed } from '@roomnight/database/entities/feed';
import { Listing } from '@roomnight/database/entities/listing';
import { type Context, sessionOf } from '../context.ts';
import { builder } from './builder.ts';
import { FeedHealth, type Health, SyncStatus } from './enums.ts';
import { UnitRef } from './refs.ts';

interface Sync {
  listing: Listing;
  /** Nothing was polled yet. */
  feed: Feed | undefined;
}

/** A person's pause outranks what the feed was like before it. */
export function healthOf({ status }: Listing, feed: Feed | undefined): Health {
  return status === 'paused' ? 'paused' : (feed?.health ?? 'new');
}

const STATUS: Record<Health, 'success' | 'failed' | 'pending'> = {
  new: 'pending',
  paused: 'pending',
  healthy: 'success',
  late: 'failed',
  failing: 'failed',
  suspect: 'failed',
};

function messageOf({ listing, feed }: Sync): string | null {
  if (listing.importUrlHint === null) {
    return listing.mode === 'manual' ? 'Kept by hand: there is no feed.' : 'There is no import URL yet.';
  }
  return feed?.lastMessage ?? null;
}

async function load(listingIds: string[], context: Context): Promise<Sync[]> {
  const { em } = sessionOf(context);
  const [listings, feeds] = await Promise.all([
    em.find(Listing, { id: listingIds }),
    em.find(Feed, { listingId: listingIds }, { refresh: true }),
  ]);
  const byListing = new Map(feeds.map((feed) => [feed.listingId, feed]));
  return listings.map((listing) => ({ listing, feed: byListing.get(listing.id) }));
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
      resolve: ({ listing, feed }) => STATUS[healthOf(listing, feed)],
    }),
    errorMessage: t.string({
      nullable: true,
      description: 'Why it failed, for people; never anything the feed sent.',
      resolve: ({ feed }) => feed?.errorMessage ?? null,
    }),
    health: t.field({
      type: FeedHealth,
      description: 'The state of the feed.',
      resolve: ({ listing, feed }) => healthOf(listing, feed),
    }),
    healthSince: t.field({
      type: 'Instant',
      nullable: true,
      description: 'Since when it is in that state; null before the first poll.',
      resolve: ({ listing, feed }) =>
        listing.status === 'paused' ? listing.updatedAt : (feed?.healthSince ?? null),
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
      resolve: messageOf,
    }),
  }),
});
