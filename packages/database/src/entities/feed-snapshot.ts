import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'FeedSnapshot',
  schema: 'sync',
  tableName: 'feed_snapshots',
  properties: {
    listingId: p.uuid().primary(),
    organizationId: p.uuid(),
    snapshot: p.json<unknown>(),
    acceptedAt: p.datetime(),
    syncRunId: p.uuid(),
  },
});

/** What we last believed of a feed. */
export class FeedSnapshot extends schema.class {}
schema.setClass(FeedSnapshot);
