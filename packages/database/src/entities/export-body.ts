import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'ExportBody',
  schema: 'gateway',
  tableName: 'exports',
  properties: {
    listingId: p.uuid().primary(),
    organizationId: p.uuid(),
    calendarVersion: p.bigint('number'),
    nights: p.text().columnTypes('datemultirange'),
    etag: p.text(),
    lastModified: p.datetime(),
    body: p.blob().lazy(),
    bodyGzip: p.blob().lazy(),
    renderedAt: p.datetime(),
    currentUntil: p.datetime().nullable(),
  },
});

/** The rendered export of a listing, made at the first fetch after its calendar changed. */
export class ExportBody extends schema.class {}
schema.setClass(ExportBody);
