import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'ConflictRequest',
  schema: 'gateway',
  tableName: 'conflict_requests',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    conflictId: p.uuid(),
    action: p.text().$type<'assign' | 'choose' | 'withdraw' | 'do_step' | 'undo_step'>(),
    details: p.json(),
    requestedBy: p.uuid(),
    requestedAt: p.datetime(),
  },
});

/** What a person wants done about a conflict: only its id enters Temporal. */
export class ConflictRequest extends schema.class {}
schema.setClass(ConflictRequest);
