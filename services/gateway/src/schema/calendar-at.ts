import type { BookingThen, ConflictThen, LockThen } from '@roomnight/calendar/replay';
import { type CalendarAt, readCalendarAt, type UnitThen } from '../history/read-calendar-at.ts';
import { sessionOf } from '../context.ts';
import { InvalidInput, NotFound } from '../failures.ts';
import { builder } from './builder.ts';
import { BookingKind, BookingSource, ConflictSeverity, ConflictStatus } from './enums.ts';
import { BookingRef, ConflictRef, ListingRef, OtaPlatformRef, UnitRef } from './refs.ts';

export const BookingThenRef = builder.objectRef<BookingThen>('BookingThen').implement({
  description: 'A booking as it was at a moment.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    booking: t.field({
      type: BookingRef,
      description: 'The booking as it is now; its guest, if not erased, is there.',
      resolve: ({ id }) => id,
    }),
    kind: t.expose('kind', {
      type: BookingKind,
      description: 'Whether a guest or the owner held the nights.',
    }),
    source: t.field({
      type: BookingSource,
      description: 'Where it comes from.',
      resolve: async ({ id }, _args, context) => (await BookingRef.getDataloader(context).load(id)).source,
    }),
    tentative: t.exposeBoolean('tentative', { description: 'Whether the platform called it tentative.' }),
    checkIn: t.expose('checkIn', { type: 'Night', description: 'The first night then.' }),
    checkOut: t.expose('checkOut', { type: 'Night', description: 'The day after the last night then.' }),
    unit: t.field({ type: UnitRef, description: 'Its unit.', resolve: ({ unitId }) => unitId }),
    listing: t.field({
      type: ListingRef,
      nullable: true,
      description: 'The listing it was sold on; null for a direct one.',
      resolve: ({ listingId }) => listingId,
    }),
    platform: t.field({
      type: OtaPlatformRef,
      nullable: true,
      description: 'The platform it was sold on; null for a direct one.',
      resolve: async ({ listingId }, _args, context) =>
        listingId ? (await ListingRef.getDataloader(context).load(listingId)).platformId : null,
    }),
  }),
});

export const ConflictThenRef = builder.objectRef<ConflictThen>('ConflictThen').implement({
  description: 'A conflict as it was at a moment.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    conflict: t.field({
      type: ConflictRef,
      description: 'The conflict as it is now.',
      resolve: ({ id }) => id,
    }),
    checkIn: t.expose('checkIn', { type: 'Night', description: 'The first night both wanted.' }),
    checkOut: t.expose('checkOut', {
      type: 'Night',
      description: 'The day after the last night both wanted.',
    }),
    severity: t.expose('severity', { type: ConflictSeverity, description: 'How much it hurt.' }),
    status: t.expose('status', { type: ConflictStatus, description: 'How far it had come.' }),
    bookingIds: t.idList({
      description: 'The ids of the two bookings.',
      resolve: ({ bookings }) => [...bookings],
    }),
  }),
});

const NightsThenRef = builder.objectRef<LockThen>('NightsThen').implement({
  description: 'Nights that one booking held alone at a moment.',
  fields: (t) => ({
    unitId: t.exposeID('unitId', {
      description: 'The unit whose nights they were: a part, if the unit has parts.',
    }),
    checkIn: t.expose('checkIn', { type: 'Night', description: 'The first night held.' }),
    checkOut: t.expose('checkOut', { type: 'Night', description: 'The day after the last night held.' }),
    bookingId: t.exposeID('bookingId', { description: 'Who held them.' }),
  }),
});

const UnitCalendarAtRef = builder.objectRef<UnitThen>('UnitCalendarAt').implement({
  description: 'The nights of one unit as they were.',
  fields: (t) => ({
    unit: t.field({ type: UnitRef, description: 'The unit.', resolve: ({ unit }) => unit }),
    bookings: t.field({
      type: [BookingThenRef],
      description: 'Active bookings and blocks with a night in the range, by check-in.',
      resolve: ({ bookings }) => [...bookings],
    }),
    heldNights: t.field({
      type: [NightsThenRef],
      description: 'Who held which nights; nights that nobody held were free.',
      resolve: ({ locks }) => [...locks],
    }),
    conflicts: t.field({
      type: [ConflictThenRef],
      description: 'Conflicts with a night in the range that were not resolved.',
      resolve: ({ conflicts }) => [...conflicts],
    }),
  }),
});

const CalendarAtRef = builder.objectRef<CalendarAt>('CalendarAt').implement({
  description: 'A calendar as it was at a moment, told by the audit.',
  fields: (t) => ({
    from: t.expose('from', { type: 'Night', description: 'The first night of the range.' }),
    to: t.expose('to', { type: 'Night', description: 'The day after the last night of the range.' }),
    at: t.expose('at', { type: 'Instant', description: 'The moment.' }),
    units: t.field({
      type: [UnitCalendarAtRef],
      description: 'The unit, or the property’s units by name.',
      resolve: ({ units }) => [...units],
    }),
  }),
});

builder.queryField('calendarAt', (t) =>
  t.field({
    type: CalendarAtRef,
    description:
      'The calendar of a unit or of a property as it was at a past moment. Before the organization began it is empty.',
    errors: { types: [InvalidInput, NotFound] },
    complexity: { field: 50, multiplier: 1 },
    args: {
      unitId: t.arg.id({ description: 'The unit; or name a property.' }),
      propertyId: t.arg.id({ description: 'The property; or name a unit.' }),
      from: t.arg({ type: 'Night', required: true, description: 'The first night.' }),
      to: t.arg({
        type: 'Night',
        required: true,
        description: 'The day after the last night; at most 400 nights after the first.',
      }),
      at: t.arg({ type: 'Instant', required: true, description: 'The moment; not in the future.' }),
    },
    resolve: (_root, asked, context) => readCalendarAt(context.app, sessionOf(context), asked),
  }),
);
