import { isNight } from '@roomnight/calendar/night';
import { Booking } from '@roomnight/database/entities/booking';
import { sessionOf } from '../context.ts';
import { builder } from './builder.ts';
import { BookingStatus } from './enums.ts';
import { keyAfter, pageArgs, pageOf, pageSize } from './page.ts';
import { BookingRef } from './refs.ts';

const BookingConnection = builder.connectionObject(
  { type: BookingRef, name: 'BookingConnection', description: 'A page of bookings.' },
  { name: 'BookingEdge', description: 'A booking and its place in the list.' },
);

builder.queryFields((t) => ({
  bookings: t.field({
    type: BookingConnection,
    description: 'Bookings and blocks, by check-in.',
    args: {
      ...pageArgs,
      unitId: t.arg.id({ description: 'Only those of this unit.' }),
      listingId: t.arg.id({ description: 'Only those sold on this listing.' }),
      status: t.arg({ type: BookingStatus, description: 'Only those in this status.' }),
      from: t.arg({ type: 'Night', description: 'Only those with a night from here on.' }),
      to: t.arg({ type: 'Night', description: 'Only those with a night before this one.' }),
    },
    resolve: async (_root, args, context) => {
      const after = keyAfter(args, isNight);
      const rows = await sessionOf(context).em.find(
        Booking,
        {
          $and: [
            args.unitId ? { unitId: args.unitId } : {},
            args.listingId ? { listingId: args.listingId } : {},
            args.status ? { status: args.status } : {},
            args.from ? { checkOut: { $gt: args.from } } : {},
            args.to ? { checkIn: { $lt: args.to } } : {},
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
  booking: t.field({
    type: BookingRef,
    nullable: true,
    description: 'One booking or block; null when the organization has none of that id.',
    args: { id: t.arg.id({ required: true, description: 'The booking’s id.' }) },
    resolve: (_root, { id }, context) => sessionOf(context).em.findOne(Booking, { id }),
  }),
}));
