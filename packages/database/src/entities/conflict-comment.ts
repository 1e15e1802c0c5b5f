import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'ConflictComment',
  schema: 'gateway',
  tableName: 'conflict_comments',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    conflictId: p.uuid(),
    authorId: p.uuid(),
    text: p.text(),
    writtenAt: p.datetime(),
  },
});

/** What somebody said of a conflict to the others. */
export class ConflictComment extends schema.class {}
schema.setClass(ConflictComment);
