import { stayLength } from '@roomnight/calendar/stay';
import { CalendarConflict } from '@roomnight/database/entities/calendar-conflict';
import { Guest } from '@roomnight/database/entities/guest';
import { sessionOf } from '../context.ts';
import { BookingKind, BookingSource, BookingStatus } from './enums.ts';
import { BookingRef, ConflictRef, ListingRef, OtaPlatformRef, UnitRef } from './refs.ts';

BookingRef.implement({
  description: 'A fact: somebody holds a stay, or the owner closed nights. Facts may overlap; locks may not.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    unitId: t.exposeID('unitId', { description: 'The id of its unit.' }),
    unit: t.field({ type: UnitRef, description: 'Its unit.', resolve: ({ unitId }) => unitId }),
    assignedUnit: t.field({
      type: UnitRef,
      nullable: true,
      description:
        'Of a booking of a room type: the room it has for its whole stay. It may be another one until the guest arrives.',
      resolve: ({ assignedUnitId }) => assignedUnitId ?? null,
    }),
    listing: t.field({
      type: ListingRef,
      nullable: true,
      description: 'The listing it was sold on; null for a direct one.',
      resolve: ({ listingId }) => listingId ?? null,
    }),
    platform: t.field({
      type: OtaPlatformRef,
      nullable: true,
      description: 'The platform it was sold on; null for a direct one.',
      resolve: async ({ listingId }, _args, context) =>
        listingId ? (await ListingRef.getDataloader(context).load(listingId)).platformId : null,
    }),
    source: t.expose('source', { type: BookingSource, description: 'Where it comes from.' }),
    kind: t.expose('kind', {
      type: BookingKind,
      description: 'Whether a guest or the owner holds the nights.',
    }),
    status: t.expose('status', { type: BookingStatus, description: 'Whether it still wants its nights.' }),
    heldUntil: t.expose('heldUntil', {
      type: 'Instant',
      nullable: true,
      description: 'When the hold ends; null for what is booked. A hold gives way to what a platform sold.',
    }),
    tentative: t.exposeBoolean('tentative', { description: 'Whether the platform calls it tentative.' }),
    cannotTell: t.exposeBoolean('cannotTell', {
      description:
        'Whether it is a block of a feed that cannot tell stays from closed nights: perhaps a guest’s.',
    }),
    checkIn: t.expose('checkIn', { type: 'Night', description: 'The first night.' }),
    checkOut: t.expose('checkOut', {
      type: 'Night',
      description: 'The day after the last night: free for the next guest.',
    }),
    nights: t.int({ description: 'How many nights.', resolve: stayLength }),
    reason: t.exposeString('reason', {
      description: 'Why it is here, and why as a stay or a block, in words.',
    }),
    guestName: t.loadable({
      type: 'String',
      nullable: true,
      description: 'The guest’s name as far as it is known; null for blocks and erased guests.',
      load: async (bookingIds: string[], context) => {
        const guests = await sessionOf(context).em.find(Guest, { bookingId: bookingIds });
        const names = new Map(guests.map(({ bookingId, name }) => [bookingId, name]));
        return bookingIds.map((id) => names.get(id) ?? null);
      },
      resolve: ({ id }) => id,
    }),
    value: t.float({
      nullable: true,
      description: 'What the guest pays, in rupees; null where nobody said.',
      resolve: ({ valuePaise }) => (typeof valuePaise === 'number' ? valuePaise / 100 : null),
    }),
    conflicts: t.loadableList({
      type: ConflictRef,
      description: 'The conflicts it is in that are not resolved.',
      load: async (bookingIds: string[], context) => {
        const open = await sessionOf(context).em.find(
          CalendarConflict,
          {
            status: { $ne: 'resolved' },
            $or: [{ firstBookingId: bookingIds }, { secondBookingId: bookingIds }],
          },
          { orderBy: { checkIn: 'asc', id: 'asc' } },
        );
        return bookingIds.map((id) =>
          open.filter(
            ({ firstBookingId, secondBookingId }) => firstBookingId === id || secondBookingId === id,
          ),
        );
      },
      resolve: ({ id }) => id,
    }),
    createdAt: t.expose('createdAt', { type: 'Instant', description: 'When it came to be known here.' }),
    updatedAt: t.expose('updatedAt', { type: 'Instant', description: 'When it last changed.' }),
    cancelledAt: t.expose('cancelledAt', {
      type: 'Instant',
      nullable: true,
      description: 'When it was cancelled; null while it is active.',
    }),
    cancelReason: t.exposeString('cancelReason', { nullable: true, description: 'Why it was cancelled.' }),
  }),
});
