import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'BookingRequest',
  schema: 'gateway',
  tableName: 'booking_requests',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    idempotencyKey: p.text(),
    bodyHash: p.text(),
    kind: p.text().$type<'stay' | 'block'>(),
    unitId: p.uuid(),
    listingId: p.uuid().nullable(),
    checkIn: p.date(),
    checkOut: p.date(),
    guestName: p.text().nullable(),
    guestEmail: p.text().nullable(),
    guestPhone: p.text().nullable(),
    reason: p.text().nullable(),
    valuePaise: p.integer().nullable(),
    holdMinutes: p.integer().nullable(),
    alsoUnitIds: p.array().columnTypes('uuid[]').$type<string[]>(),
    overrideReason: p.text().nullable(),
    requestedBy: p.uuid(),
    requestedAt: p.datetime(),
  },
});

/** What a person asked for, guest data included: only its id enters Temporal. */
export class BookingRequest extends schema.class {}
schema.setClass(BookingRequest);
