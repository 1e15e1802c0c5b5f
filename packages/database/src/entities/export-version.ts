import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'ExportVersion',
  schema: 'gateway',
  tableName: 'export_versions',
  properties: {
    listingId: p.uuid().primary(),
    calendarVersion: p.bigint('number').primary(),
    organizationId: p.uuid(),
    etag: p.text(),
    nights: p.text().columnTypes('datemultirange'),
    renderedAt: p.datetime(),
  },
});

/** The nights that one served version of an export closed. */
export class ExportVersion extends schema.class {}
schema.setClass(ExportVersion);
