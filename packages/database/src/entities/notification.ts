import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'Notification',
  schema: 'checklists',
  tableName: 'notifications',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    userId: p.uuid(),
    dedupeKey: p.text(),
    kind: p.text(),
    title: p.text(),
    body: p.text(),
    path: p.text(),
    createdAt: p.datetime(),
  },
});

/** What one person is told in the app. */
export class Notification extends schema.class {}
schema.setClass(Notification);
