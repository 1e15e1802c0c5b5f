import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'MirrorWord',
  schema: 'availability',
  tableName: 'mirror_words',
  properties: {
    firstBookingId: p.uuid().primary(),
    secondBookingId: p.uuid().primary(),
    organizationId: p.uuid(),
    same: p.boolean(),
    reason: p.text().nullable(),
    saidBy: p.uuid().nullable(),
    saidAt: p.datetime(),
    requestId: p.uuid(),
  },
});

/** The last word of a person on whether two bookings are the same. */
export class MirrorWord extends schema.class {}
schema.setClass(MirrorWord);
