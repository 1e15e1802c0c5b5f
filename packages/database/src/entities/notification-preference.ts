import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'NotificationPreference',
  schema: 'gateway',
  tableName: 'notification_preferences',
  properties: {
    organizationId: p.uuid().primary(),
    userId: p.uuid().primary(),
    kind: p.text().primary(),
    inApp: p.boolean(),
    byEmail: p.boolean(),
    updatedAt: p.datetime(),
  },
});

/** How a person wants to be told of a kind of thing. */
export class NotificationPreference extends schema.class {}
schema.setClass(NotificationPreference);
