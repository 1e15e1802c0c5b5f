import type { AvailabilityLock } from '@roomnight/database/entities/availability-lock';
import { type CalendarView, readCalendar, type UnitNights } from '../calendar/read-calendar.ts';
import { sessionOf } from '../context.ts';
import { builder } from './builder.ts';
import { BookingRef, ConflictRef, UnitRef } from './refs.ts';

export const NightRangeRef = builder.objectRef<AvailabilityLock>('NightRange').implement({
  description: 'Nights that one booking holds alone.',
  fields: (t) => ({
    unitId: t.exposeID('unitId', {
      description: 'The unit whose nights they are: a part, if the unit has parts.',
    }),
    checkIn: t.expose('checkIn', { type: 'Night', description: 'The first night held.' }),
    checkOut: t.expose('checkOut', { type: 'Night', description: 'The day after the last night held.' }),
    booking: t.field({
      type: BookingRef,
      description: 'Who holds them.',
      resolve: ({ bookingId }) => bookingId,
    }),
  }),
});

const UnitCalendarRef = builder.objectRef<UnitNights>('UnitCalendar').implement({
  description: 'The nights of one unit.',
  fields: (t) => ({
    unit: t.field({ type: UnitRef, description: 'The unit.', resolve: ({ unit }) => unit }),
    bookings: t.field({
      type: [BookingRef],
      description: 'Active bookings and blocks with a night in the range, by check-in.',
      resolve: ({ bookings }) => bookings,
    }),
    heldNights: t.field({
      type: [NightRangeRef],
      description: 'Who holds which nights of the range; nights that nobody holds are free.',
      resolve: ({ locks }) => locks,
    }),
    conflicts: t.field({
      type: [ConflictRef],
      description: 'Conflicts with a night in the range that are not resolved.',
      resolve: ({ conflicts }) => conflicts,
    }),
  }),
});

const CalendarRef = builder.objectRef<CalendarView>('Calendar').implement({
  description: 'The nights of many units.',
  fields: (t) => ({
    from: t.expose('from', { type: 'Night', description: 'The first night of the range.' }),
    to: t.expose('to', { type: 'Night', description: 'The day after the last night of the range.' }),
    units: t.field({
      type: [UnitCalendarRef],
      description: 'The units asked for, by property and name.',
      resolve: ({ units }) => units,
    }),
    asOf: t.expose('asOf', { type: 'Instant', description: 'When it was read.' }),
    cursor: t.exposeString('cursor', {
      description: 'Subscribe to `calendarEvents` after this, and nothing that happens since is missed.',
    }),
  }),
});

builder.queryField('calendar', (t) =>
  t.field({
    type: CalendarRef,
    description: 'Who holds which nights, of all units or of some.',
    complexity: ({ unitIds }) => ({ field: 50, multiplier: unitIds ? Math.max(1, unitIds.length / 100) : 1 }),
    args: {
      from: t.arg({ type: 'Night', required: true, description: 'The first night.' }),
      to: t.arg({
        type: 'Night',
        required: true,
        description: 'The day after the last night; at most 400 nights after the first.',
      }),
      unitIds: t.arg.idList({ required: false, description: 'Only these units; all of them if not said.' }),
    },
    resolve: (_root, { from, to, unitIds }, { app, ...context }) =>
      readCalendar(app, sessionOf({ app, ...context }).em, { from, to, unitIds: unitIds ?? undefined }),
  }),
);
