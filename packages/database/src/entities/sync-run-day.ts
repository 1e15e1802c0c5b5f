import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'SyncRunDay',
  schema: 'sync',
  tableName: 'sync_run_days',
  properties: {
    listingId: p.uuid().primary(),
    day: p.date().primary(),
    organizationId: p.uuid(),
    changed: p.integer(),
    unchanged: p.integer(),
    suspect: p.integer(),
    failed: p.integer(),
    bytes: p.bigint('number'),
    meanDurationMs: p.integer(),
    longestDurationMs: p.integer(),
    firstAt: p.datetime(),
    lastAt: p.datetime(),
  },
});

/** The polls of one listing on one day in India. */
export class SyncRunDay extends schema.class {}
schema.setClass(SyncRunDay);
