import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'OtaPlatform',
  schema: 'gateway',
  tableName: 'ota_platforms',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    key: p.text(),
    name: p.text(),
    type: p.text().$type<'ical' | 'manual'>(),
    syncIntervalMinutes: p.integer().nullable(),
    isActive: p.boolean(),
    settings: p.json<Record<string, unknown>>(),
    createdAt: p.datetime(),
  },
});

/** An organization's configuration of one kind of OTA; `key` names its plugin. */
export class OtaPlatform extends schema.class {}
schema.setClass(OtaPlatform);
