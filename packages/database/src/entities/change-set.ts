import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'ChangeSet',
  schema: 'sync',
  tableName: 'change_sets',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    listingId: p.uuid(),
    syncRunId: p.uuid(),
    changes: p.json<unknown>(),
    createdAt: p.datetime(),
  },
});

/** What one poll found changed. */
export class ChangeSet extends schema.class {}
schema.setClass(ChangeSet);
