import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'CancellationRequest',
  schema: 'gateway',
  tableName: 'cancellation_requests',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    bookingId: p.uuid(),
    reason: p.text(),
    requestedBy: p.uuid(),
    requestedAt: p.datetime(),
  },
});

/** Who wanted which booking cancelled, and why, which may name a guest: only its id enters Temporal. */
export class CancellationRequest extends schema.class {}
schema.setClass(CancellationRequest);
