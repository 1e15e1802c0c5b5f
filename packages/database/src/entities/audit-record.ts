import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'AuditRecord',
  schema: 'log',
  tableName: 'audit',
  properties: {
    id: p.bigint('number').primary(),
    occurredAt: p.datetime().primary(),
    organizationId: p.uuid(),
    actorKind: p.text(),
    actorId: p.text(),
    action: p.text(),
    subjectKind: p.text(),
    subjectId: p.uuid(),
    reason: p.text(),
    before: p.json<Record<string, unknown>>().nullable(),
    after: p.json<Record<string, unknown>>().nullable(),
    unitId: p.uuid().nullable(),
    checkIn: p.date().nullable(),
    checkOut: p.date().nullable(),
    changeSetId: p.uuid().nullable(),
  },
});

/** Who changed what, why, and what it was before and after. */
export class AuditRecord extends schema.class {}
schema.setClass(AuditRecord);
