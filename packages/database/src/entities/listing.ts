import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'Listing',
  schema: 'gateway',
  tableName: 'listings',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    unitId: p.uuid(),
    platformId: p.uuid(),
    mode: p.text().$type<'ical' | 'manual' | 'manual_verified'>(),
    status: p.text().$type<'active' | 'paused' | 'deleted'>(),
    importUrlEncrypted: p.blob().nullable().lazy(),
    importUrlHint: p.text().nullable(),
    revision: p.integer(),
    exportRevision: p.integer().default(0),
    settings: p.json<Record<string, unknown>>(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

/** One unit on one platform. The import URL is a bearer secret: sealed, loaded only when asked for. */
export class Listing extends schema.class {}
schema.setClass(Listing);
