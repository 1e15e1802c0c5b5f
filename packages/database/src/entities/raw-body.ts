import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'RawBody',
  schema: 'sync',
  tableName: 'raw_bodies',
  properties: {
    syncRunId: p.uuid().primary(),
    organizationId: p.uuid(),
    listingId: p.uuid(),
    keptAt: p.datetime(),
    outcome: p.text().$type<'changed' | 'failed' | 'suspect'>(),
    bodyHash: p.text(),
    sealed: p.blob().lazy(),
  },
});

/** What a feed answered at one poll, sealed. */
export class RawBody extends schema.class {}
schema.setClass(RawBody);
