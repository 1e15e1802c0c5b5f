import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'Guest',
  schema: 'availability',
  tableName: 'guests',
  properties: {
    bookingId: p.uuid().primary(),
    organizationId: p.uuid(),
    name: p.text().nullable(),
    email: p.text().nullable(),
    phone: p.text().nullable(),
    phoneLast4: p.text().nullable(),
    reservationCode: p.text().nullable(),
  },
});

/** The guest of a booking, apart from it so that it can be erased. */
export class Guest extends schema.class {}
schema.setClass(Guest);
