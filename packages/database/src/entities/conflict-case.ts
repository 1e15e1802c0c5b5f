import { defineEntity, p } from '@mikro-orm/core';
import type { Resolution } from '@roomnight/contracts/resolution';

const schema = defineEntity({
  name: 'ConflictCase',
  schema: 'availability',
  tableName: 'conflict_cases',
  properties: {
    conflictId: p.uuid().primary(),
    organizationId: p.uuid(),
    openedAt: p.datetime(),
    assigneeId: p.uuid().nullable(),
    resolution: p.json().$type<Resolution>().nullable(),
    chosenBy: p.uuid().nullable(),
    chosenAt: p.datetime().nullable(),
    messages: p.integer(),
    reminders: p.integer(),
    toldSeverity: p.text().$type<'low' | 'medium' | 'high'>().nullable(),
    toldAt: p.datetime().nullable(),
    toldEnd: p.boolean(),
    byHand: p.boolean(),
  },
});

/** What people make of a conflict: who takes care of it, and what they chose. */
export class ConflictCase extends schema.class {}
schema.setClass(ConflictCase);
