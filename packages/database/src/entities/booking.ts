import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'Booking',
  schema: 'availability',
  tableName: 'bookings',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    unitId: p.uuid(),
    assignedUnitId: p.uuid().nullable(),
    listingId: p.uuid().nullable(),
    source: p.text().$type<'import' | 'direct'>(),
    kind: p.text().$type<'stay' | 'block'>(),
    status: p.text().$type<'active' | 'cancelled'>(),
    tentative: p.boolean(),
    checkIn: p.date(),
    checkOut: p.date(),
    reason: p.text(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
    cancelledAt: p.datetime().nullable(),
    cancelReason: p.text().nullable(),
    icalUid: p.text().nullable(),
    lastChangeSetId: p.uuid().nullable(),
    lastSyncedAt: p.datetime().nullable(),
    cannotTell: p.boolean(),
    nightsSince: p.datetime().nullable(),
    heldUntil: p.datetime().nullable(),
    valuePaise: p.integer().nullable(),
  },
});

/** A fact: somebody holds a stay, or the owner closed nights. Facts may overlap. */
export class Booking extends schema.class {}
schema.setClass(Booking);
