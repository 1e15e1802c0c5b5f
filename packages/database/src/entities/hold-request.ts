import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'HoldRequest',
  schema: 'gateway',
  tableName: 'hold_requests',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    bookingId: p.uuid(),
    decision: p.text().$type<'confirm' | 'release'>(),
    guestName: p.text().nullable(),
    guestEmail: p.text().nullable(),
    guestPhone: p.text().nullable(),
    requestedBy: p.uuid(),
    requestedAt: p.datetime(),
  },
});

/** Who wanted which hold confirmed or released, and what is new of the guest: only its id enters Temporal. */
export class HoldRequest extends schema.class {}
schema.setClass(HoldRequest);
