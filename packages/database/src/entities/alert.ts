import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'Alert',
  schema: 'checklists',
  tableName: 'alerts',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    kind: p.text(),
    severity: p.text().$type<'low' | 'medium' | 'high'>(),
    status: p.text().$type<'open' | 'closed'>(),
    incidentKey: p.text(),
    groupKey: p.text(),
    title: p.text(),
    sentence: p.text(),
    meaning: p.text(),
    advice: p.text(),
    openedAt: p.datetime(),
    closedAt: p.datetime().nullable(),
    closedReason: p.text().nullable(),
  },
});

/** One incident of one organization: what is wrong, what it means for nights, and what to do. */
export class Alert extends schema.class {}
schema.setClass(Alert);
