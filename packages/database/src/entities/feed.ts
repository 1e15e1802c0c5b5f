import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'Feed',
  schema: 'sync',
  tableName: 'feeds',
  properties: {
    listingId: p.uuid().primary(),
    organizationId: p.uuid(),
    generation: p.bigint('number'),
    listingRevision: p.integer(),
    health: p.text().$type<'new' | 'healthy' | 'late' | 'failing' | 'suspect'>(),
    healthSince: p.datetime(),
    lastGoodAt: p.datetime().nullable(),
    lastPolledAt: p.datetime().nullable(),
    nextPollAt: p.datetime().nullable(),
    nextPollReason: p.text().nullable(),
    consecutiveFailures: p.integer(),
    polls: p.bigint('number'),
    etag: p.text().nullable(),
    lastModified: p.text().nullable(),
    bodyHash: p.text().nullable(),
    errorClass: p.text().nullable(),
    errorMessage: p.text().nullable(),
    lastMessage: p.text().nullable(),
    lastChangeSetId: p.uuid().nullable(),
    changedAt: p.datetime().nullable(),
    waitUntil: p.datetime().nullable(),
    shrunkAt: p.datetime().nullable(),
    shrunkTogether: p.boolean(),
    quarantineId: p.uuid().nullable(),
    eventsKey: p.text().nullable(),
    bookingWindowDays: p.integer().nullable(),
  },
});

/** The state of one listing's import. */
export class Feed extends schema.class {}
schema.setClass(Feed);
