import { confirmHold, releaseHold } from '../bookings/decide-hold.ts';
import { requestBooking } from '../bookings/request-booking.ts';
import { sessionOf } from '../context.ts';
import {
  HoldExpired,
  IdempotencyKeyReused,
  InvalidInput,
  NightsTaken,
  NotAHold,
  NotFound,
} from '../failures.ts';
import { KEY } from './booking-mutations.ts';
import { bookingSuccess } from './booking-success.ts';
import { builder } from './builder.ts';
import { ErrorInterface, FreeNightsRef, freeInstead } from './errors.ts';

builder.objectType(HoldExpired, {
  name: 'HoldExpired',
  description:
    'The hold is over, and its nights were given back: they can be held or booked anew, if they are free still.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    field: t.string({ description: 'The field that names the hold.', resolve: () => 'bookingId' }),
    alternatives: t.field({
      type: [FreeNightsRef],
      description: 'What else is free, nearest first, as in NightsTaken.',
      complexity: 50,
      resolve: ({ asked }, _args, context) => freeInstead(asked, context),
    }),
  }),
});

builder.objectType(NotAHold, {
  name: 'NotAHold',
  description: 'The booking is no hold: it was booked at once, or is confirmed.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    field: t.string({ description: 'The field that names the booking.', resolve: () => 'bookingId' }),
  }),
});

const CreateHoldInput = builder.inputType('CreateHoldInput', {
  description: 'Nights to keep while a guest decides or pays.',
  fields: (t) => ({
    unitId: t.id({ required: true, description: 'The unit to hold.' }),
    checkIn: t.field({ type: 'Night', required: true, description: 'The first night.' }),
    checkOut: t.field({
      type: 'Night',
      required: true,
      description: 'The day after the last night; at most 365 nights after the first.',
    }),
    guestName: t.string({ required: true, description: 'The guest’s name.' }),
    guestEmail: t.string({ description: 'The guest’s e-mail address.' }),
    guestPhone: t.string({ description: 'The guest’s telephone number.' }),
    minutes: t.int({ required: true, defaultValue: 15, description: 'For how long: 5 to 1440 minutes.' }),
    idempotencyKey: t.string({ required: true, description: KEY }),
  }),
});

const ConfirmHoldInput = builder.inputType('ConfirmHoldInput', {
  description: 'A hold to make a booking of, and what is new of its guest.',
  fields: (t) => ({
    bookingId: t.id({ required: true, description: 'The hold.' }),
    guestName: t.string({ description: 'The guest’s name, if it is another one.' }),
    guestEmail: t.string({ description: 'The guest’s e-mail address, if it is new.' }),
    guestPhone: t.string({ description: 'The guest’s telephone number, if it is new.' }),
  }),
});

const ReleaseHoldInput = builder.inputType('ReleaseHoldInput', {
  description: 'A hold to give back.',
  fields: (t) => ({ bookingId: t.id({ required: true, description: 'The hold.' }) }),
});

const CreateHoldSuccess = bookingSuccess('CreateHoldSuccess', 'The nights are held.');
const ConfirmHoldSuccess = bookingSuccess('ConfirmHoldSuccess', 'The hold is a booking now.');
const ReleaseHoldSuccess = bookingSuccess('ReleaseHoldSuccess', 'The hold is over.');

builder.mutationFields((t) => ({
  createHold: t.field({
    type: CreateHoldSuccess,
    description:
      'Takes nights for some minutes, all of them or none: nobody else can book them here meanwhile, and each platform is told. It gives way only to what a platform sold. Harmless to retry.',
    errors: { types: [InvalidInput, NotFound, NightsTaken, IdempotencyKeyReused] },
    args: { input: t.arg({ type: CreateHoldInput, required: true, description: 'What to hold.' }) },
    resolve: (_root, { input: { minutes, ...input } }, context) =>
      requestBooking(context.app, sessionOf(context), {
        kind: 'stay',
        reason: null,
        listingId: null,
        ...input,
        guestEmail: input.guestEmail ?? null,
        guestPhone: input.guestPhone ?? null,
        holdMinutes: minutes,
      }),
  }),
  confirmHold: t.field({
    type: ConfirmHoldSuccess,
    description: 'Makes a booking of a hold. Harmless to retry.',
    errors: { types: [InvalidInput, NotFound, NotAHold, HoldExpired, NightsTaken] },
    args: { input: t.arg({ type: ConfirmHoldInput, required: true, description: 'What to confirm.' }) },
    resolve: (_root, { input }, context) => confirmHold(context.app, sessionOf(context), input),
  }),
  releaseHold: t.field({
    type: ReleaseHoldSuccess,
    description: 'Gives the nights of a hold back before its end. Harmless to retry.',
    errors: { types: [NotFound, NotAHold] },
    args: { input: t.arg({ type: ReleaseHoldInput, required: true, description: 'What to release.' }) },
    resolve: (_root, { input }, context) => releaseHold(context.app, sessionOf(context), input),
  }),
}));
