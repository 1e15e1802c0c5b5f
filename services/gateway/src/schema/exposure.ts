import type { Stay } from '@roomnight/calendar/stay';
import { withOrganization } from '@roomnight/database/tenant';
import { type Context, sessionOf } from '../context.ts';
import {
  type Exposure,
  type ExposureScope,
  MOST_EXPOSURES,
  readExposures,
} from '@roomnight/database/exposures/read-exposures';
import { isId } from '../input.ts';
import { builder } from './builder.ts';
import { ExposureState } from './enums.ts';
import { groupedBy } from './load.ts';
import { BookingRef, ListingRef } from './refs.ts';

const NightRunRef = builder.objectRef<Stay>('NightRun').implement({
  description: 'Nights in a row.',
  fields: (t) => ({
    checkIn: t.expose('checkIn', { type: 'Night', description: 'The first night.' }),
    checkOut: t.expose('checkOut', { type: 'Night', description: 'The day after the last night.' }),
  }),
});

export const ExposureRef = builder.objectRef<Exposure>('Exposure').implement({
  description: 'Nights that a booking holds here and that another listing’s platform can still sell.',
  fields: (t) => ({
    listing: t.field({
      type: ListingRef,
      description: 'Where they can still be sold.',
      resolve: ({ listingId }) => listingId,
    }),
    booking: t.field({
      type: BookingRef,
      description: 'Who holds them here.',
      resolve: ({ bookingId }) => bookingId,
    }),
    nights: t.expose('nights', { type: [NightRunRef], description: 'Which nights, from today on.' }),
    since: t.expose('since', { type: 'Instant', description: 'When they were taken here.' }),
    lastFetchAt: t.expose('lastFetchAt', {
      type: 'Instant',
      nullable: true,
      description: 'When the platform last fetched our calendar; null when it never did, or is told by hand.',
    }),
    expectedEnd: t.expose('expectedEnd', {
      type: 'Instant',
      nullable: true,
      description: 'When it is taken to fetch next. The exposure ends with that fetch, not with that time.',
    }),
    state: t.expose('state', { type: ExposureState, description: 'What will end it.' }),
  }),
});

function read(context: Context, scope: ExposureScope): Promise<Exposure[]> {
  const { viewer } = sessionOf(context);
  const { pool, clock } = context.app;
  return withOrganization(pool, viewer.organizationId, (tx) => readExposures(tx, scope, clock()));
}

builder.queryField('exposures', (t) =>
  t.field({
    type: [ExposureRef],
    description: `Nights taken here that can still be sold elsewhere, the soonest first, at most ${MOST_EXPOSURES}.`,
    complexity: { field: 50, multiplier: 20 },
    args: {
      unitIds: t.arg.idList({ required: false, description: 'Only nights of these units and their parts.' }),
      listingId: t.arg.id({ required: false, description: 'Only those this listing’s platform can sell.' }),
      bookingId: t.arg.id({ required: false, description: 'Only those that this booking holds.' }),
    },
    resolve: (_root, { unitIds, listingId, bookingId }, context) =>
      [...(unitIds ?? []), listingId, bookingId].every((id) => id === null || id === undefined || isId(id))
        ? read(context, {
            unitIds: unitIds ?? undefined,
            listingIds: listingId ? [listingId] : undefined,
            bookingIds: bookingId ? [bookingId] : undefined,
          })
        : [],
  }),
);

builder.objectField(BookingRef, 'exposures', (t) =>
  t.loadableList({
    type: ExposureRef,
    description: 'Where its nights can still be sold.',
    load: async (bookingIds: string[], context) =>
      groupedBy(bookingIds, await read(context, { bookingIds }), ({ bookingId }) => bookingId),
    resolve: ({ id }) => id,
  }),
);

builder.objectField(ListingRef, 'exposures', (t) =>
  t.loadableList({
    type: ExposureRef,
    description: 'What its platform can still sell, though it is taken here.',
    load: async (listingIds: string[], context) =>
      groupedBy(listingIds, await read(context, { listingIds }), ({ listingId }) => listingId),
    resolve: ({ id }) => id,
  }),
);
