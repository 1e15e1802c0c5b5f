import { createRecurringBlock } from '../bookings/create-recurring-block.ts';
import { endRecurringBlock } from '../bookings/end-recurring-block.ts';
import { sessionOf } from '../context.ts';
import { IdempotencyKeyReused, InvalidInput, NotFound, OccurrencesTaken } from '../failures.ts';
import { builder } from './builder.ts';
import { RecurringBlockRef } from './refs.ts';

const CreateInput = builder.inputType('CreateRecurringBlockInput', {
  description: 'Nights to close again and again.',
  fields: (t) => ({
    unitId: t.id({ required: true, description: 'The unit to close.' }),
    firstNight: t.field({
      type: 'Night',
      required: true,
      description: 'From when on: the first night from here on that the rule meets, today or later.',
    }),
    nights: t.int({ required: true, description: 'How many nights each time.' }),
    rrule: t.string({
      required: true,
      description: 'A rule of RFC 5545 about days, such as `FREQ=MONTHLY;BYDAY=1MO`.',
    }),
    skipTaken: t.boolean({
      required: true,
      defaultValue: false,
      description: 'Leave out what is taken, until it is free, instead of closing nothing.',
    }),
    reason: t.string({ required: true, description: 'Why, such as “maintenance”.' }),
    idempotencyKey: t.string({
      required: true,
      description:
        'Chosen by the caller, 8 to 64 of A–Z a–z 0–9 _ -: a retry with the same key and the same request gets the same answer.',
    }),
  }),
});

const EndInput = builder.inputType('EndRecurringBlockInput', {
  description: 'A recurring block to end.',
  fields: (t) => ({
    recurringBlockId: t.id({ required: true, description: 'The recurring block.' }),
    from: t.field({
      type: 'Night',
      required: true,
      description: 'No occurrence begins on this night or later. What has begun by today stays.',
    }),
    reason: t.string({ required: true, description: 'Why, in words.' }),
  }),
});

const CreateSuccess = builder
  .objectRef<{ recurringBlockId: string }>('CreateRecurringBlockSuccess')
  .implement({
    description: 'Its nights within the horizon are closed; the others will be as time passes.',
    fields: (t) => ({
      recurringBlock: t.field({
        type: RecurringBlockRef,
        description: 'As it is now.',
        resolve: ({ recurringBlockId }) => recurringBlockId,
      }),
    }),
  });

const EndSuccess = builder
  .objectRef<{ recurringBlockId: string; opened: number }>('EndRecurringBlockSuccess')
  .implement({
    description: 'It has ended.',
    fields: (t) => ({
      recurringBlock: t.field({
        type: RecurringBlockRef,
        description: 'As it is now.',
        resolve: ({ recurringBlockId }) => recurringBlockId,
      }),
      opened: t.exposeInt('opened', { description: 'How many of its blocks were opened.' }),
    }),
  });

builder.mutationFields((t) => ({
  createRecurringBlock: t.field({
    type: CreateSuccess,
    description:
      'Closes nights again and again, as far ahead as nights can be closed and onwards as time passes: every occurrence or, asked so, those that are free. Harmless to retry.',
    errors: { types: [InvalidInput, NotFound, OccurrencesTaken, IdempotencyKeyReused] },
    args: { input: t.arg({ type: CreateInput, required: true, description: 'What to close.' }) },
    resolve: (_root, { input }, context) => createRecurringBlock(context.app, sessionOf(context), input),
  }),
  endRecurringBlock: t.field({
    type: EndSuccess,
    description: 'Ends a recurring block from a night on, and opens its blocks from there.',
    errors: { types: [InvalidInput, NotFound] },
    args: { input: t.arg({ type: EndInput, required: true, description: 'What to end.' }) },
    resolve: (_root, { input }, context) => endRecurringBlock(context.app, sessionOf(context), input),
  }),
}));
