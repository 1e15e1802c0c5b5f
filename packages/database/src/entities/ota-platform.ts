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
    base: p.text().$type<'generic_ical' | 'generic_manual'>().nullable(),
    definition: p.json<Record<string, unknown>>().nullable(),
    isActive: p.boolean(),
    settings: p.json<Record<string, unknown>>(),
    createdAt: p.datetime(),
  },
});

/**
 * An organization's configuration of one kind of OTA; `key` names its plugin. One that the organization made itself has
 * a `base`, the generic plugin it is made of, and a `definition`.
 */
export class OtaPlatform extends schema.class {}
schema.setClass(OtaPlatform);
