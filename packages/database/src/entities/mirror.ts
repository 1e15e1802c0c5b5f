import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'Mirror',
  schema: 'availability',
  tableName: 'mirrors',
  properties: {
    mirrorId: p.uuid().primary(),
    originalId: p.uuid().primary(),
    organizationId: p.uuid(),
    sign: p.text().$type<'uid' | 'nights' | 'person'>(),
    recognisedAt: p.datetime(),
  },
});

/** A booking that only shows another one again, because its platform imported that one. */
export class Mirror extends schema.class {}
schema.setClass(Mirror);
