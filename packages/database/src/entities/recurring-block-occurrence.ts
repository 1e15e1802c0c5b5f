import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'RecurringBlockOccurrence',
  schema: 'availability',
  tableName: 'recurring_block_occurrences',
  properties: {
    recurringBlockId: p.uuid().primary(),
    checkIn: p.date().primary(),
    checkOut: p.date(),
    organizationId: p.uuid(),
    bookingId: p.uuid().nullable(),
  },
});

/** One time a recurring block closes nights; without its block while taken nights leave it out. */
export class RecurringBlockOccurrence extends schema.class {}
schema.setClass(RecurringBlockOccurrence);
