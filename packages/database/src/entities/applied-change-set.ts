import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'AppliedChangeSet',
  schema: 'availability',
  tableName: 'applied_change_sets',
  properties: {
    changeSetId: p.uuid().primary(),
    organizationId: p.uuid(),
    appliedAt: p.datetime(),
    result: p.json<Record<string, unknown>>(),
  },
});

/** A change set whose transaction committed. */
export class AppliedChangeSet extends schema.class {}
schema.setClass(AppliedChangeSet);
