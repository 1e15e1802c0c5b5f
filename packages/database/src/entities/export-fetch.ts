import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'ExportFetch',
  schema: 'gateway',
  tableName: 'export_fetches',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    listingId: p.uuid(),
    fetchedAt: p.datetime(),
    calendarVersion: p.bigint('number'),
    status: p.integer(),
    agentKind: p.text(),
    userAgent: p.text().nullable(),
    tokenId: p.uuid().nullable(),
  },
});

/** One visit to an export, with the calendar version it was served. */
export class ExportFetch extends schema.class {}
schema.setClass(ExportFetch);
