import { isNight } from '@roomnight/calendar/night';
import { CalendarConflict } from '@roomnight/database/entities/calendar-conflict';
import { type Context, sessionOf } from '../context.ts';
import { builder } from './builder.ts';
import { ConflictSeverity, ConflictStatus } from './enums.ts';
import { keyAfter, pageArgs, pageOf, pageSize } from './page.ts';
import { BookingRef, ConflictRef, ListingRef, OtaPlatformRef, UnitRef } from './refs.ts';

/** What a booking nobody sold on a platform is called among platforms. */
const DIRECT = 'direct';

/** One where the conflict is about a booking and a listing. */
function bookingIds({ firstBookingId, secondBookingId }: CalendarConflict): string[] {
  return [firstBookingId, secondBookingId ?? []].flat();
}

async function platformKey(bookingId: string, context: Context): Promise<string> {
  const { listingId } = await BookingRef.getDataloader(context).load(bookingId);
  if (!listingId) return DIRECT;
  const { platformId } = await ListingRef.getDataloader(context).load(listingId);
  return (await OtaPlatformRef.getDataloader(context).load(platformId)).key;
}

const ConflictKind = builder.enumType('ConflictKind', {
  description: 'What is wrong about the nights of a conflict.',
  values: {
    OVERLAP: { value: 'overlap', description: 'Two bookings that may each be a guest’s want them.' },
    BLOCK: { value: 'block', description: 'A guest booked nights that are closed.' },
    POOL: {
      value: 'pool',
      description: 'More stays than a room type has rooms want them, or no room is free for a whole stay.',
    },
    PREPARATION: {
      value: 'preparation',
      description: 'A guest stays on nights that the listing of another stay keeps free to prepare.',
    },
    CLOSED_LISTING: {
      value: 'closed_listing',
      description: 'They were sold on a listing that is paused or deleted.',
    },
    POTENTIAL: {
      value: 'potential',
      description:
        'They are taken, and a platform can still sell them past the time by which it should have fetched our calendar.',
    },
  },
} as const);

ConflictRef.implement({
  description: 'Something is wrong about some nights: most often two bookings want them.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    kind: t.expose('kind', { type: ConflictKind, description: 'What is wrong. It never changes.' }),
    propertyId: t.exposeID('propertyId', { description: 'The property concerned.' }),
    unitId: t.exposeID('unitId', { description: 'The id of the unit concerned.' }),
    unit: t.field({ type: UnitRef, description: 'The unit concerned.', resolve: ({ unitId }) => unitId }),
    conflictDate: t.field({
      type: 'Night',
      description: 'The first night concerned.',
      resolve: ({ checkIn }) => checkIn,
    }),
    checkIn: t.expose('checkIn', { type: 'Night', description: 'The first night concerned.' }),
    checkOut: t.expose('checkOut', { type: 'Night', description: 'The day after the last night concerned.' }),
    platforms: t.stringList({
      description: `The keys of the platforms that sold the nights; “${DIRECT}” for a direct booking.`,
      resolve: async (conflict, _args, context) => {
        const keys = await Promise.all(bookingIds(conflict).map((id) => platformKey(id, context)));
        return [...new Set(keys)];
      },
    }),
    severity: t.expose('severity', { type: ConflictSeverity, description: 'How much it hurts.' }),
    severityReason: t.exposeString('severityReason', { description: 'Why so much, in words.' }),
    status: t.expose('status', { type: ConflictStatus, description: 'How far it has come.' }),
    resolution: t.exposeString('resolution', {
      nullable: true,
      description: 'How it ended, in words; null while it is open.',
    }),
    bookings: t.field({
      type: [BookingRef],
      description: 'The two bookings; one where it is about a listing.',
      resolve: bookingIds,
    }),
    listing: t.field({
      type: ListingRef,
      nullable: true,
      description:
        'The listing that is closed, or whose platform can still sell the nights; null for other kinds.',
      resolve: ({ listingId }) => listingId ?? null,
    }),
    detectedAt: t.expose('detectedAt', { type: 'Instant', description: 'When it was found.' }),
    resolvedAt: t.expose('resolvedAt', {
      type: 'Instant',
      nullable: true,
      description: 'When it ended; null while it is open.',
    }),
  }),
});

const ConflictConnection = builder.connectionObject(
  { type: ConflictRef, name: 'CalendarConflictConnection', description: 'A page of conflicts.' },
  { name: 'CalendarConflictEdge', description: 'A conflict and its place in the list.' },
);

builder.queryFields((t) => ({
  conflicts: t.field({
    type: ConflictConnection,
    description: 'Conflicts, by their first night.',
    args: {
      ...pageArgs,
      status: t.arg({
        type: [ConflictStatus],
        required: false,
        description: 'Only those in one of these statuses.',
      }),
      propertyId: t.arg.id({ description: 'Only those of this property.' }),
    },
    resolve: async (_root, args, context) => {
      const after = keyAfter(args, isNight);
      const rows = await sessionOf(context).em.find(
        CalendarConflict,
        {
          $and: [
            args.status ? { status: { $in: args.status } } : {},
            args.propertyId ? { propertyId: args.propertyId } : {},
            after
              ? { $or: [{ checkIn: { $gt: after[0] } }, { checkIn: after[0], id: { $gt: after[1] } }] }
              : {},
          ],
        },
        { orderBy: { checkIn: 'asc', id: 'asc' }, limit: pageSize(args) + 1 },
      );
      return pageOf(rows, args, ({ checkIn, id }) => [checkIn, id]);
    },
  }),
  conflict: t.field({
    type: ConflictRef,
    nullable: true,
    description: 'One conflict; null when the organization has none of that id.',
    args: { id: t.arg.id({ required: true, description: 'The conflict’s id.' }) },
    resolve: (_root, { id }, context) => sessionOf(context).em.findOne(CalendarConflict, { id }),
  }),
}));
