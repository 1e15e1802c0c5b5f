import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'RecurringBlockEndRequest',
  schema: 'gateway',
  tableName: 'recurring_block_end_requests',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    recurringBlockId: p.uuid(),
    fromNight: p.date(),
    reason: p.text(),
    requestedBy: p.uuid(),
    requestedAt: p.datetime(),
  },
});

/** Who wanted a recurring block to end, from which night on, and why: only its id enters Temporal. */
export class RecurringBlockEndRequest extends schema.class {}
schema.setClass(RecurringBlockEndRequest);
