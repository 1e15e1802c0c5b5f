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
    userId: p.uuid().nullable(),
    policy: p.text().$type<'at_most_once' | 'at_least_once'>(),
    mail: p.json<{ subject: string; text: string; html: string }>().nullable(),
    createdAt: p.datetime(),
    attempts: p.integer(),
    claimedAt: p.datetime().nullable(),
    notBefore: p.datetime().nullable(),
    sentAt: p.datetime().nullable(),
    givenUpAt: p.datetime().nullable(),
  },
});

/** One e-mail to one person; the dedupe key keeps a retry from sending it twice. */
export class NotificationDelivery extends schema.class {}
schema.setClass(NotificationDelivery);
