import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'Organization',
  schema: 'auth',
  tableName: 'organizations',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    slug: p.text(),
    logo: p.text().nullable(),
    metadata: p.text().nullable(),
    createdAt: p.datetime(),
  },
});

/** A tenant. Everything else belongs to one. */
export class Organization extends schema.class {}
schema.setClass(Organization);
