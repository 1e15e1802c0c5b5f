import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'ConflictAction',
  schema: 'availability',
  tableName: 'conflict_actions',
  properties: {
    requestId: p.uuid().primary(),
    organizationId: p.uuid(),
    conflictId: p.uuid(),
    actedAt: p.datetime(),
    answer: p.json(),
  },
});

/** The answer given to a request about a conflict. */
export class ConflictAction extends schema.class {}
schema.setClass(ConflictAction);
