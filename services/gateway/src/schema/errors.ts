import {
  ConflictRefused,
  Forbidden,
  type InputFault,
  IdempotencyKeyReused,
  InvalidInput,
  NightsTaken,
  NotFound,
  OccurrencesTaken,
  OwnedByPlatform,
  TooManyRequests,
} from '../failures.ts';
import type { TakenNights } from '@roomnight/contracts/booking';
import { withOrganization } from '@roomnight/database/tenant';
import { type AskedNights, type FreeNights, readAlternatives } from '../bookings/read-alternatives.ts';
import { type Context, sessionOf } from '../context.ts';
import { builder } from './builder.ts';
import { UnitRef } from './refs.ts';

export const ErrorInterface = builder.interfaceRef<Error>('Error').implement({
  description: 'Why something was not done.',
  fields: (t) => ({
    message: t.exposeString('message', { description: 'A sentence for people.' }),
  }),
});

const InputFaultRef = builder.objectRef<InputFault>('InputFault').implement({
  description: 'One field of the input that cannot be.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'The field; its parts are joined by dots.' }),
    message: t.exposeString('message', { description: 'What is allowed, in a sentence.' }),
  }),
});

builder.objectType(InvalidInput, {
  name: 'InvalidInput',
  description: 'Fields of the input cannot be. Nothing was changed.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    field: t.exposeString('field', { description: 'The first field at fault.' }),
    faults: t.field({
      type: [InputFaultRef],
      description: 'Every field at fault, with what is allowed.',
      resolve: ({ faults }) => [...faults],
    }),
  }),
});

builder.objectType(NotFound, {
  name: 'NotFound',
  description: 'Nothing in this organization has that id.',
  interfaces: [ErrorInterface],
});

builder.objectType(Forbidden, {
  name: 'Forbidden',
  description: 'The viewer’s role may not do this.',
  interfaces: [ErrorInterface],
});

builder.objectType(TooManyRequests, {
  name: 'TooManyRequests',
  description: 'Asked too often.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    retryAfterSeconds: t.exposeInt('retryAfterSeconds', { description: 'When to ask again.' }),
  }),
});

builder.objectType(IdempotencyKeyReused, {
  name: 'IdempotencyKeyReused',
  description: 'The idempotency key was used before, with another request.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    field: t.string({ description: 'The field that holds the key.', resolve: () => 'idempotencyKey' }),
  }),
});

builder.objectType(ConflictRefused, {
  name: 'ConflictRefused',
  description: 'Something about a conflict cannot be done, or no longer. Nothing changed: look at it again.',
  interfaces: [ErrorInterface],
});

builder.objectType(OwnedByPlatform, {
  name: 'OwnedByPlatform',
  description: 'A platform sold the booking: only the platform can cancel it.',
  interfaces: [ErrorInterface],
});

const TakenNightsRef = builder.objectRef<TakenNights>('TakenNights').implement({
  description: 'Nights somebody holds.',
  fields: (t) => ({
    unitId: t.exposeID('unitId', { description: 'The unit whose nights they are.' }),
    checkIn: t.expose('checkIn', { type: 'Night', description: 'The first night held.' }),
    checkOut: t.expose('checkOut', { type: 'Night', description: 'The day after the last night held.' }),
    holder: t.exposeString('holder', { description: 'Who holds them, in words.' }),
    bookingId: t.exposeID('bookingId', { description: 'The booking that holds them.' }),
  }),
});

export const FreeNightsRef = builder.objectRef<FreeNights>('FreeNights').implement({
  description: 'Nights in a row that nobody holds.',
  fields: (t) => ({
    unit: t.field({
      type: UnitRef,
      description: 'The unit whose nights they are.',
      resolve: ({ unitId }) => unitId,
    }),
    checkIn: t.expose('checkIn', { type: 'Night', description: 'The first night.' }),
    checkOut: t.expose('checkOut', { type: 'Night', description: 'The day after the last night.' }),
  }),
});

builder.objectType(OccurrencesTaken, {
  name: 'OccurrencesTaken',
  description: 'Nights of some occurrences are held by somebody else. Nothing was closed.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    taken: t.field({
      type: [TakenNightsRef],
      description: 'Which nights, and who holds them.',
      resolve: ({ taken }) => [...taken],
    }),
  }),
});
/** What could be booked instead of what was asked for. */
export function freeInstead(asked: AskedNights, context: Context): Promise<FreeNights[]> {
  const { pool, clock } = context.app;
  const { organizationId } = sessionOf(context).viewer;
  return withOrganization(pool, organizationId, (tx) => readAlternatives(tx, asked, clock()));
}

builder.objectType(NightsTaken, {
  name: 'NightsTaken',
  description: 'Some of the nights are held by somebody else.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    taken: t.field({
      type: [TakenNightsRef],
      description: 'Which nights, and who holds them.',
      resolve: ({ taken }) => [...taken],
    }),
    alternatives: t.field({
      type: [FreeNightsRef],
      description:
        'What is free instead, nearest first: other dates in the same unit, then the same dates in other units; where several units were asked for, other dates in all of them. Nobody holds them for the caller.',
      complexity: 50,
      resolve: ({ asked }, _args, context) => freeInstead(asked, context),
    }),
  }),
});
