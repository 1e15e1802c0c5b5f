import { istNight } from '@roomnight/calendar/night';
import { parseRule } from '@roomnight/calendar/recurrence-rule';
import { recurrenceInWords } from '@roomnight/calendar/recurrence-words';
import { Booking } from '@roomnight/database/entities/booking';
import { RecurringBlock } from '@roomnight/database/entities/recurring-block';
import { RecurringBlockOccurrence } from '@roomnight/database/entities/recurring-block-occurrence';
import { type RecurringBlockPreview, previewRecurringBlock } from '../bookings/preview-recurring-block.ts';
import { type Occurrence, readOccurrences } from '../bookings/read-occurrences.ts';
import { sessionOf } from '../context.ts';
import { InvalidInput, NotFound } from '../failures.ts';
import { isId } from '../input.ts';
import { builder } from './builder.ts';
import { NightRangeRef } from './calendar.ts';
import { BookingRef, RecurringBlockRef, UnitRef } from './refs.ts';

const OccurrenceRef = builder.objectRef<Occurrence>('RecurringBlockOccurrence').implement({
  description: 'One time a recurring block closes nights.',
  fields: (t) => ({
    checkIn: t.expose('checkIn', { type: 'Night', description: 'The first night.' }),
    checkOut: t.expose('checkOut', { type: 'Night', description: 'The day after the last night.' }),
    booking: t.field({
      type: BookingRef,
      nullable: true,
      description: 'The block it is; null in a preview, and while taken nights leave it out.',
      resolve: ({ bookingId }) => bookingId,
    }),
    held: t.field({
      type: [NightRangeRef],
      complexity: { multiplier: 1 },
      description: 'Who else holds nights of it.',
      resolve: ({ held }) => [...held],
    }),
  }),
});

RecurringBlockRef.implement({
  description: 'Nights the owner closes again and again by a rule; each time is a block.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    unit: t.field({ type: UnitRef, description: 'Its unit.', resolve: ({ unitId }) => unitId }),
    rrule: t.exposeString('rrule', { description: 'The rule, as RFC 5545 writes it.' }),
    sentence: t.string({
      description: 'The rule in words, such as “Every first Monday of the month”.',
      resolve: ({ rrule, firstNight }) => recurrenceInWords(parseRule(rrule), firstNight),
    }),
    firstNight: t.expose('firstNight', { type: 'Night', description: 'From when on.' }),
    nights: t.exposeInt('nights', { description: 'How many nights each time.' }),
    reason: t.exposeString('reason', { description: 'Why, in words.' }),
    skipTaken: t.exposeBoolean('skipTaken', {
      description:
        'Whether taken nights leave an occurrence out until they are free; else it is a block in conflict with who holds them.',
    }),
    expandedUntil: t.expose('expandedUntil', {
      type: 'Night',
      description: 'How far ahead it is closed. Moves as time passes.',
    }),
    endedFrom: t.expose('endedFrom', {
      type: 'Night',
      nullable: true,
      description: 'No occurrence begins on this night or later; null while nobody has ended it.',
    }),
    createdAt: t.expose('createdAt', { type: 'Instant', description: 'When it began to close nights.' }),
    upcoming: t.field({
      type: [OccurrenceRef],
      complexity: { multiplier: 100 },
      description: 'Its occurrences from today on: those that are closed, and those that are left out.',
      resolve: async ({ id, unitId }, _args, context) => {
        const { em } = sessionOf(context);
        const rows = await em.find(
          RecurringBlockOccurrence,
          { recurringBlockId: id, checkIn: { $gte: istNight(context.app.clock()) } },
          { orderBy: { checkIn: 'asc' } },
        );
        const ids = rows.flatMap(({ bookingId }) => bookingId ?? []);
        const active = new Set(
          (await em.find(Booking, { id: ids, status: 'active' }, { fields: ['id'] })).map((each) => each.id),
        );
        const stays = rows.filter(({ bookingId }) => !bookingId || active.has(bookingId));
        return readOccurrences(em, unitId, stays);
      },
    }),
  }),
});

builder.objectField(BookingRef, 'recurringBlock', (t) =>
  t.loadable({
    type: RecurringBlockRef,
    nullable: true,
    description: 'The recurring block it is an occurrence of; null for most.',
    load: async (bookingIds: string[], context) => {
      const { em } = sessionOf(context);
      const rows = await em.find(RecurringBlockOccurrence, { bookingId: bookingIds });
      const blocks = await em.find(RecurringBlock, { id: rows.map((row) => row.recurringBlockId) });
      const blockOf = new Map(blocks.map((block) => [block.id, block]));
      const found = new Map(rows.map((row) => [row.bookingId, blockOf.get(row.recurringBlockId)]));
      return bookingIds.map((id) => found.get(id) ?? null);
    },
    resolve: ({ id }) => id,
  }),
);

const PreviewInput = builder.inputType('PreviewRecurringBlockInput', {
  description: 'Nights that might be closed again and again.',
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
  }),
});

const PreviewRef = builder.objectRef<RecurringBlockPreview>('RecurringBlockPreview').implement({
  description: 'What a recurring block would close. Nobody holds it for the caller.',
  fields: (t) => ({
    sentence: t.exposeString('sentence', { description: 'The rule in words.' }),
    occurrences: t.field({
      type: [OccurrenceRef],
      complexity: { multiplier: 100 },
      description: 'Every occurrence as far ahead as nights can be closed today.',
      resolve: ({ occurrences }) => [...occurrences],
    }),
    goesOn: t.exposeBoolean('goesOn', { description: 'Whether there will be more, closed as time passes.' }),
  }),
});

builder.queryFields((t) => ({
  previewRecurringBlock: t.field({
    type: PreviewRef,
    description: 'The nights a recurring block would close, and who holds some of them already.',
    errors: { types: [InvalidInput, NotFound] },
    args: { input: t.arg({ type: PreviewInput, required: true, description: 'What to close.' }) },
    resolve: (_root, { input }, context) => previewRecurringBlock(context.app, sessionOf(context), input),
  }),
  recurringBlocks: t.field({
    type: [RecurringBlockRef],
    description: 'The recurring blocks of a unit, the newest first; those that ended too.',
    args: { unitId: t.arg.id({ required: true, description: 'The unit’s id.' }) },
    resolve: (_root, { unitId }, context) =>
      isId(unitId)
        ? sessionOf(context).em.find(
            RecurringBlock,
            { unitId },
            { orderBy: { createdAt: 'desc', id: 'desc' } },
          )
        : [],
  }),
}));
