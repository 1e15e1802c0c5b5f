import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'EventLogEntry',
  schema: 'log',
  tableName: 'events',
  properties: {
    seq: p.bigint('number').primary(),
    xid: p.text().columnTypes('xid8'),
    occurredAt: p.datetime().primary(),
    organizationId: p.uuid(),
    type: p.text(),
    propertyId: p.uuid().nullable(),
    unitId: p.uuid().nullable(),
    listingId: p.uuid().nullable(),
    bookingId: p.uuid().nullable(),
    conflictId: p.uuid().nullable(),
    checklistId: p.uuid().nullable(),
    checkIn: p.date().nullable(),
    checkOut: p.date().nullable(),
  },
});

/** What happened, ids only, in the order `(xid, seq)`. */
export class EventLogEntry extends schema.class {}
schema.setClass(EventLogEntry);
