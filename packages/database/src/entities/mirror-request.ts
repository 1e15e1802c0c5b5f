import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'MirrorRequest',
  schema: 'gateway',
  tableName: 'mirror_requests',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    bookingId: p.uuid(),
    otherBookingId: p.uuid(),
    same: p.boolean(),
    reason: p.text().nullable(),
    requestedBy: p.uuid(),
    requestedAt: p.datetime(),
  },
});

/** Who said that two bookings are, or are not, the same, and why: only its id enters Temporal. */
export class MirrorRequest extends schema.class {}
schema.setClass(MirrorRequest);
