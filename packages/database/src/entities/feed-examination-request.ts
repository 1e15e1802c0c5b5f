import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'FeedExaminationRequest',
  schema: 'gateway',
  tableName: 'feed_examination_requests',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    source: p.text().$type<'address' | 'file' | 'listing'>(),
    sealed: p.blob().nullable().lazy(),
    listingId: p.uuid().nullable(),
    unitId: p.uuid().nullable(),
    platformKey: p.text().nullable(),
    requestedBy: p.uuid(),
    requestedAt: p.datetime(),
  },
});

/** What somebody wants the feed doctor to look at: only its id enters Temporal. */
export class FeedExaminationRequest extends schema.class {}
schema.setClass(FeedExaminationRequest);
