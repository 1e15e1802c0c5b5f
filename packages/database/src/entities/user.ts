import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'User',
  schema: 'auth',
  tableName: 'users',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    email: p.text(),
    emailVerified: p.boolean(),
    image: p.text().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

/** A person who signs in. */
export class User extends schema.class {}
schema.setClass(User);
