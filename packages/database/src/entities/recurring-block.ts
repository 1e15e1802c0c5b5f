import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'RecurringBlock',
  schema: 'availability',
  tableName: 'recurring_blocks',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    unitId: p.uuid(),
    firstNight: p.date(),
    nights: p.integer(),
    rrule: p.text(),
    skipTaken: p.boolean(),
    reason: p.text(),
    expandedUntil: p.date(),
    endedFrom: p.date().nullable(),
    createdAt: p.datetime(),
  },
});

/** Nights the owner closes again and again by a rule of RFC 5545. */
export class RecurringBlock extends schema.class {}
schema.setClass(RecurringBlock);
