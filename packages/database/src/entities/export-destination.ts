import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'ExportDestination',
  schema: 'gateway',
  tableName: 'export_destinations',
  properties: {
    listingId: p.uuid().primary(),
    organizationId: p.uuid(),
    knownByName: p.boolean(),
    fetchedAt: p.datetime(),
    calendarVersion: p.bigint('number'),
    tokenId: p.uuid().nullable(),
    visits: p.array<Date>().columnTypes('timestamp with time zone[]'),
    intervalMinutes: p.integer(),
    intervalObserved: p.boolean(),
  },
});

/** What a listing's platform knows of our calendar; no row when it never fetched it. */
export class ExportDestination extends schema.class {}
schema.setClass(ExportDestination);
