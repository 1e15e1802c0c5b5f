import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'RecurringBlockRequest',
  schema: 'gateway',
  tableName: 'recurring_block_requests',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    idempotencyKey: p.text(),
    bodyHash: p.text(),
    unitId: p.uuid(),
    firstNight: p.date(),
    nights: p.integer(),
    rrule: p.text(),
    skipTaken: p.boolean(),
    reason: p.text(),
    requestedBy: p.uuid(),
    requestedAt: p.datetime(),
  },
});

/** Who wanted which nights closed again and again, and why: only its id enters Temporal. */
export class RecurringBlockRequest extends schema.class {}
schema.setClass(RecurringBlockRequest);
