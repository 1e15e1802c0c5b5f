import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'CalendarConflict',
  schema: 'availability',
  tableName: 'calendar_conflicts',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    kind: p.text().$type<'overlap' | 'block' | 'pool' | 'preparation' | 'closed_listing' | 'potential'>(),
    propertyId: p.uuid(),
    unitId: p.uuid(),
    firstBookingId: p.uuid(),
    secondBookingId: p.uuid().nullable(),
    listingId: p.uuid().nullable(),
    checkIn: p.date(),
    checkOut: p.date(),
    severity: p.text().$type<'low' | 'medium' | 'high'>(),
    severityReason: p.text(),
    status: p.text().$type<'detected' | 'resolving' | 'resolved'>(),
    resolution: p.text().nullable(),
    detectedAt: p.datetime(),
    resolvedAt: p.datetime().nullable(),
    revision: p.bigint('number'),
    announcedRevision: p.bigint('number'),
  },
});

/** What is wrong about some nights: of two bookings, or of one and a listing. */
export class CalendarConflict extends schema.class {}
schema.setClass(CalendarConflict);
