import { Booking } from '@roomnight/database/entities/booking';
import { Mirror } from '@roomnight/database/entities/mirror';
import { decideMirror } from '../bookings/decide-mirror.ts';
import { sessionOf } from '../context.ts';
import { InvalidInput, NotFound } from '../failures.ts';
import { builder } from './builder.ts';
import { MirrorSign } from './enums.ts';
import { groupedBy } from './load.ts';
import { BookingRef } from './refs.ts';

const MirrorRef = builder.objectRef<Mirror>('Mirror').implement({
  description: 'A booking that only shows another one again, because its platform imported that one.',
  fields: (t) => ({
    booking: t.field({
      type: BookingRef,
      description: 'The one that shows the other again. It leaves to the other the nights that one holds.',
      resolve: ({ mirrorId }) => mirrorId,
    }),
    original: t.field({
      type: BookingRef,
      description: 'The one it shows; once that is cancelled, the mirror holds its nights itself.',
      resolve: ({ originalId }) => originalId,
    }),
    sign: t.expose('sign', { type: MirrorSign, description: 'How it is known.' }),
    recognisedAt: t.expose('recognisedAt', { type: 'Instant', description: 'Since when it is known.' }),
  }),
});

builder.objectFields(BookingRef, (t) => ({
  mirrorOf: t.loadableList({
    type: MirrorRef,
    // Most have none.
    complexity: { multiplier: 1 },
    description:
      'What it shows again: nothing for most, several stays for a block in which a platform merged neighbours.',
    load: async (bookingIds: string[], context) => {
      const rows = await sessionOf(context).em.find(
        Mirror,
        { mirrorId: bookingIds },
        { orderBy: { recognisedAt: 'asc', originalId: 'asc' } },
      );
      return groupedBy(bookingIds, rows, ({ mirrorId }) => mirrorId);
    },
    resolve: ({ id }) => id,
  }),
  mirrors: t.loadableList({
    type: MirrorRef,
    complexity: { multiplier: 1 },
    description: 'The active bookings that show it again.',
    load: async (bookingIds: string[], context) => {
      const { em } = sessionOf(context);
      const rows = await em.find(
        Mirror,
        { originalId: bookingIds },
        { orderBy: { recognisedAt: 'asc', mirrorId: 'asc' } },
      );
      const ids = rows.map(({ mirrorId }) => mirrorId);
      const bookings = ids.length > 0 ? await em.find(Booking, { id: ids, status: 'active' }) : [];
      const active = new Set(bookings.map(({ id }) => id));
      return groupedBy(
        bookingIds,
        rows.filter(({ mirrorId }) => active.has(mirrorId)),
        ({ originalId }) => originalId,
      );
    },
    resolve: ({ id }) => id,
  }),
}));

const MirrorInput = builder.inputType('MirrorInput', {
  description: 'Two bookings of one unit.',
  fields: (t) => ({
    bookingId: t.id({ required: true, description: 'One of the two.' }),
    otherBookingId: t.id({ required: true, description: 'The other one.' }),
    reason: t.string({ description: 'Why, in words; at most 300 characters.' }),
  }),
});

const MirrorSuccess = builder.objectRef<{ bookingIds: [string, string] }>('MirrorSuccess').implement({
  description: 'It is remembered, and the calendar is settled by it.',
  fields: (t) => ({
    bookings: t.field({
      type: [BookingRef],
      description: 'The two as they are now.',
      resolve: ({ bookingIds }) => bookingIds,
    }),
  }),
});

builder.mutationFields((t) => {
  const say = (same: boolean, description: string) =>
    t.field({
      type: MirrorSuccess,
      description,
      authScopes: { role: 'manager' },
      errors: { types: [InvalidInput, NotFound] },
      args: { input: t.arg({ type: MirrorInput, required: true, description: 'Which two, and why.' }) },
      resolve: (_root, { input }, context) =>
        decideMirror(context.app, sessionOf(context), { ...input, same }),
    });
  return {
    sameBooking: say(
      true,
      'Says that two bookings are one, reported twice: their conflict is over, and the later one takes no night of the other. Never overruled by recognition; `notSameBooking` undoes it.',
    ),
    notSameBooking: say(
      false,
      'Says that two bookings are not one: each wants its nights, and those both want are a conflict. Never overruled by recognition; `sameBooking` undoes it.',
    ),
  };
});
