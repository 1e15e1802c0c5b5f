import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'ReadNotification',
  schema: 'gateway',
  tableName: 'read_notifications',
  properties: {
    organizationId: p.uuid(),
    userId: p.uuid().primary(),
    notificationId: p.uuid().primary(),
    readAt: p.datetime(),
  },
});

/** That a person has seen a notification. */
export class ReadNotification extends schema.class {}
schema.setClass(ReadNotification);
