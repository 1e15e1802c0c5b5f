import { defineEntity, p } from '@mikro-orm/core';
import type { FeedReport } from '@roomnight/contracts/feed-report';

const schema = defineEntity({
  name: 'FeedExamination',
  schema: 'sync',
  tableName: 'feed_examinations',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    listingId: p.uuid().nullable(),
    examinedAt: p.datetime(),
    report: p.json<FeedReport>(),
  },
});

/** What the feed doctor found in a feed, for the person who asked. */
export class FeedExamination extends schema.class {}
schema.setClass(FeedExamination);
