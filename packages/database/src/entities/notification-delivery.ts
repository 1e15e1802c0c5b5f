import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'NotificationDelivery',
  schema: 'checklists',
  tableName: 'notification_deliveries',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    dedupeKey: p.text(),
    kind: p.text(),
    recipient: p.text(),
    checklistId: p.uuid().nullable(),
    claimedAt: p.datetime(),
    sentAt: p.datetime().nullable(),
  },
});

/** One message to one person; the dedupe key keeps a retry from sending it twice. */
export class NotificationDelivery extends schema.class {}
schema.setClass(NotificationDelivery);
