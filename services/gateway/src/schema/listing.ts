import { ExportToken } from '@roomnight/database/entities/export-token';
import { Listing } from '@roomnight/database/entities/listing';
import { ManualUpdateChecklist } from '@roomnight/database/entities/manual-update-checklist';
import { ExportDestination } from '@roomnight/database/entities/export-destination';
import { sessionOf } from '../context.ts';
import { keptRoom, type RoomSettings } from '@roomnight/platforms/room';
import { settingsOfListing, shownOfListing } from '../platforms/shown-settings.ts';
import { hintOfExportUrl } from '../exports/export-url.ts';
import { feedInTemporalUi } from '../temporal-links.ts';
import { builder } from './builder.ts';
import { CalendarSyncRef } from './calendar-sync.ts';
import { FeedHealth, ListingMode, ListingStatus } from './enums.ts';
import { ChecklistRef, ListingRef, OtaPlatformRef, UnitRef } from './refs.ts';
import { SettingRef } from './setting.ts';

const ListingRoomRef = builder.objectRef<RoomSettings>('ListingRoom').implement({
  description: 'A room as a platform’s own pages call it. Checklists speak of it so.',
  fields: (t) => ({
    roomName: t.exposeString('roomName', {
      nullable: true,
      description: 'Its name there; null when it goes by the unit’s name.',
    }),
    propertyCode: t.exposeString('propertyCode', {
      nullable: true,
      description: 'The platform’s number of the property, if known.',
    }),
    roomCode: t.exposeString('roomCode', {
      nullable: true,
      description: 'The platform’s number of the room, if known.',
    }),
    roomsOfType: t.int({
      description: 'How many rooms the platform sells under that name.',
      resolve: ({ roomsOfType }) => roomsOfType ?? 1,
    }),
  }),
});

ListingRef.implement({
  description: 'One unit on one platform.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    unit: t.field({ type: UnitRef, description: 'The unit it sells.', resolve: ({ unitId }) => unitId }),
    platform: t.field({
      type: OtaPlatformRef,
      description: 'The platform it sells on.',
      resolve: ({ platformId }) => platformId,
    }),
    mode: t.expose('mode', { type: ListingMode, description: 'How it is kept right.' }),
    status: t.expose('status', { type: ListingStatus, description: 'Whether it takes part.' }),
    importUrlHint: t.exposeString('importUrlHint', {
      nullable: true,
      description: 'Host and last four characters of the feed’s URL, which is a secret; null without one.',
    }),
    exportUrlHint: t.loadable({
      type: 'String',
      nullable: true,
      description: 'The start and the last four characters of our export’s URL, which is a secret.',
      load: async (listingIds: string[], context) => {
        const { em } = sessionOf(context);
        const tokens = await em.find(
          ExportToken,
          { listingId: listingIds, expiresAt: null },
          { orderBy: { createdAt: 'asc' } },
        );
        const hints = new Map(tokens.map(({ listingId, tokenHint }) => [listingId, tokenHint]));
        return listingIds.map((id) => hintOfExportUrl(context.app.env.PUBLIC_URL, hints.get(id)));
      },
      resolve: ({ id }) => id,
    }),
    syncIntervalMinutes: t.loadable({
      type: 'Int',
      description: 'Minutes between two polls of its feed.',
      load: async (listings: Listing[], context) => {
        const platforms = OtaPlatformRef.getDataloader(context);
        const found = await platforms.loadMany(listings.map(({ platformId }) => platformId));
        return listings.map((listing, at) => {
          const platform = found[at];
          if (platform === undefined || platform instanceof Error) throw platform;
          return settingsOfListing(listing, platform).intervalMinutes.value;
        });
      },
      resolve: (listing) => listing,
    }),
    settings: t.field({
      type: [SettingRef],
      description: 'What holds for it, and where each value comes from.',
      resolve: async (listing, _args, context) =>
        shownOfListing(listing, await OtaPlatformRef.getDataloader(context).load(listing.platformId)),
    }),
    room: t.field({
      type: ListingRoomRef,
      description: 'The room as the platform’s own pages call it, as far as somebody said.',
      resolve: ({ settings }) => keptRoom(settings),
    }),
    sync: t.field({
      type: CalendarSyncRef,
      description: 'How its import goes.',
      resolve: ({ id }) => id,
    }),
    checklist: t.loadable({
      type: ChecklistRef,
      nullable: true,
      description: 'What is to be done by hand on the platform now; null when nothing is.',
      load: async (listingIds: string[], context) => {
        const { em } = sessionOf(context);
        const open = await em.find(ManualUpdateChecklist, { listingId: listingIds, status: 'open' });
        const byListing = new Map(open.map((checklist) => [checklist.listingId, checklist]));
        return listingIds.map((id) => byListing.get(id) ?? null);
      },
      resolve: ({ id }) => id,
    }),
    lastExportFetchAt: t.loadable({
      type: 'Instant',
      nullable: true,
      description: 'When the platform last fetched our export: what it knows is no newer than this.',
      load: async (listingIds: string[], context) => {
        const destinations = await sessionOf(context).em.find(
          ExportDestination,
          { listingId: listingIds },
          { refresh: true },
        );
        const fetches = new Map(destinations.map(({ listingId, fetchedAt }) => [listingId, fetchedAt]));
        return listingIds.map((id) => fetches.get(id) ?? null);
      },
      resolve: ({ id }) => id,
    }),
    temporalUrl: t.string({
      nullable: true,
      description:
        'Its import in Temporal’s UI, for operators; null when it has none or the UI’s address is not set.',
      resolve: ({ id, importUrlHint }, _args, { app }) =>
        importUrlHint === null ? null : feedInTemporalUi(app.env, id),
    }),
  }),
});

builder.queryFields((t) => ({
  listing: t.field({
    type: ListingRef,
    nullable: true,
    description: 'One listing; null when the organization has none of that id.',
    args: { id: t.arg.id({ required: true, description: 'The listing’s id.' }) },
    resolve: (_root, { id }, context) => sessionOf(context).em.findOne(Listing, { id }),
  }),
  listings: t.field({
    type: [ListingRef],
    description: 'All listings that are not deleted, oldest first.',
    args: { health: t.arg({ type: FeedHealth, description: 'Only those whose feed is in this state.' }) },
    resolve: async (_root, { health }, context) => {
      const { em } = sessionOf(context);
      const listings = await em.find(
        Listing,
        { status: { $ne: 'deleted' } },
        { orderBy: { createdAt: 'asc', id: 'asc' } },
      );
      if (!health) return listings;
      const syncs = await CalendarSyncRef.getDataloader(context).loadMany(listings.map(({ id }) => id));
      return listings.filter((_, at) => {
        const sync = syncs[at];
        if (sync instanceof Error) throw sync;
        return sync?.state.health === health;
      });
    },
  }),
}));
