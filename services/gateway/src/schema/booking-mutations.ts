import { cancelBooking } from '../bookings/cancel-booking.ts';
import { type Booked, requestBooking } from '../bookings/request-booking.ts';
import { sessionOf } from '../context.ts';
import { IdempotencyKeyReused, InvalidInput, NightsTaken, NotFound, OwnedByPlatform } from '../failures.ts';
import { bookingSuccess } from './booking-success.ts';
import { builder } from './builder.ts';
import { BookingRef } from './refs.ts';

export const KEY =
  'Chosen by the caller, 8 to 64 of A–Z a–z 0–9 _ -: a retry with the same key and the same request gets the same answer.';

const OverrideInput = builder.inputType('OverrideInput', {
  description: 'A decision to book over taken nights. It is recorded who took it.',
  fields: (t) => ({
    reason: t.string({ required: true, description: 'Why, in words: they stay on the booking.' }),
  }),
});

const CreateBookingInput = builder.inputType('CreateBookingInput', {
  description: 'A guest’s stay to book.',
  fields: (t) => ({
    unitId: t.id({ required: true, description: 'The unit to book.' }),
    alsoUnitIds: t.idList({
      description: 'Further units to book for the same nights, at most 20: all of them or none.',
    }),
    checkIn: t.field({ type: 'Night', required: true, description: 'The first night.' }),
    checkOut: t.field({
      type: 'Night',
      required: true,
      description: 'The day after the last night; at most 365 nights after the first.',
    }),
    guestName: t.string({ required: true, description: 'The guest’s name.' }),
    guestEmail: t.string({ description: 'The guest’s e-mail address.' }),
    guestPhone: t.string({ description: 'The guest’s telephone number.' }),
    soldOnListingId: t.id({
      description: 'The listing of a manual platform it was sold on: that platform knows of it already.',
    }),
    value: t.float({
      description: 'What the guest pays, in rupees, for deciding between two bookings that want one night.',
    }),
    override: t.field({
      type: OverrideInput,
      description:
        'Books the nights even if they are taken: who has them keeps them, and the conflict is open at once. For owners and managers.',
    }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

const CreateBlockInput = builder.inputType('CreateBlockInput', {
  description: 'Nights to close.',
  fields: (t) => ({
    unitId: t.id({ required: true, description: 'The unit to close.' }),
    checkIn: t.field({ type: 'Night', required: true, description: 'The first night.' }),
    checkOut: t.field({
      type: 'Night',
      required: true,
      description: 'The day after the last night; at most 365 nights after the first.',
    }),
    reason: t.string({ required: true, description: 'Why, such as “painting”.' }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

const CancelBookingInput = builder.inputType('CancelBookingInput', {
  description: 'A direct booking to cancel, or a block to release.',
  fields: (t) => ({
    bookingId: t.id({ required: true, description: 'The booking or block.' }),
    reason: t.string({ required: true, description: 'Why, in words.' }),
  }),
});

const CreateBookingSuccess = builder.objectRef<Booked>('CreateBookingSuccess').implement({
  description: 'The nights are booked.',
  fields: (t) => ({
    booking: t.field({
      type: BookingRef,
      description: 'As it is now: of several units that of the first.',
      resolve: ({ bookingId }) => bookingId,
    }),
    bookings: t.field({
      type: [BookingRef],
      description: 'One booking for each unit, in the order asked for. Each is cancelled on its own.',
      resolve: ({ bookingIds }) => bookingIds,
    }),
  }),
});
const CreateBlockSuccess = bookingSuccess('CreateBlockSuccess', 'The nights are closed.');
const CancelBookingSuccess = bookingSuccess('CancelBookingSuccess', 'The booking is cancelled.');

builder.mutationFields((t) => ({
  createBooking: t.field({
    type: CreateBookingSuccess,
    description: 'Books nights directly, of one unit or of several: all of them or none. Harmless to retry.',
    errors: { types: [InvalidInput, NotFound, NightsTaken, IdempotencyKeyReused] },
    args: { input: t.arg({ type: CreateBookingInput, required: true, description: 'What to book.' }) },
    resolve: (_root, { input: { alsoUnitIds, override, ...input } }, context) =>
      requestBooking(context.app, sessionOf(context), {
        kind: 'stay',
        reason: null,
        ...input,
        alsoUnitIds: alsoUnitIds?.length ? alsoUnitIds : undefined,
        overrideReason: override?.reason,
        listingId: input.soldOnListingId ?? null,
        guestEmail: input.guestEmail ?? null,
        guestPhone: input.guestPhone ?? null,
      }),
  }),
  createBlock: t.field({
    type: CreateBlockSuccess,
    description: 'Closes nights, all of them or none. Harmless to retry.',
    errors: { types: [InvalidInput, NotFound, NightsTaken, IdempotencyKeyReused] },
    args: { input: t.arg({ type: CreateBlockInput, required: true, description: 'What to close.' }) },
    resolve: (_root, { input }, context) =>
      requestBooking(context.app, sessionOf(context), {
        kind: 'block',
        guestName: null,
        guestEmail: null,
        guestPhone: null,
        listingId: null,
        ...input,
      }),
  }),
  cancelBooking: t.field({
    type: CancelBookingSuccess,
    description:
      'Cancels a direct booking, a block, or what came from a listing that is deleted; its nights go to a booking that still wants them.',
    errors: { types: [InvalidInput, NotFound, OwnedByPlatform] },
    args: { input: t.arg({ type: CancelBookingInput, required: true, description: 'What to cancel.' }) },
    resolve: (_root, { input }, context) => cancelBooking(context.app, sessionOf(context), input),
  }),
}));
