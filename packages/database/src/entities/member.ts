import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'Member',
  schema: 'auth',
  tableName: 'members',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    userId: p.uuid(),
    role: p.text(),
    createdAt: p.datetime(),
  },
});

/** A person's place in an organization; `role` is `owner`, `manager` or `staff`. */
export class Member extends schema.class {}
schema.setClass(Member);
