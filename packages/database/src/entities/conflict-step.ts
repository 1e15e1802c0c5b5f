import { defineEntity, p } from '@mikro-orm/core';
import type { StepKind } from '@roomnight/contracts/resolution';

const schema = defineEntity({
  name: 'ConflictStep',
  schema: 'availability',
  tableName: 'conflict_steps',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    conflictId: p.uuid(),
    position: p.integer(),
    kind: p.text().$type<StepKind>(),
    bookingId: p.uuid(),
    platform: p.text().nullable(),
    sentence: p.text(),
    doneAt: p.datetime().nullable(),
    doneBy: p.uuid().nullable(),
    undo: p.json().nullable(),
  },
});

/** One thing to be done for the chosen way out of a conflict. */
export class ConflictStep extends schema.class {}
schema.setClass(ConflictStep);
