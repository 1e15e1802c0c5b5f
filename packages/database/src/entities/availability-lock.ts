import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'AvailabilityLock',
  schema: 'availability',
  tableName: 'availability_locks',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    unitId: p.uuid(),
    bookingId: p.uuid(),
    checkIn: p.date(),
    checkOut: p.date(),
    nights: p.text().columnTypes('daterange').persist(false),
    expiresAt: p.datetime().nullable(),
    createdAt: p.datetime(),
  },
});

/** The exclusive right to nights of a leaf unit. */
export class AvailabilityLock extends schema.class {}
schema.setClass(AvailabilityLock);
