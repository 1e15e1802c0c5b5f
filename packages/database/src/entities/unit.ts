import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'Unit',
  schema: 'gateway',
  tableName: 'units',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    propertyId: p.uuid(),
    parentUnitId: p.uuid().nullable(),
    isPool: p.boolean(),
    name: p.text(),
    sleeps: p.integer().nullable(),
    createdAt: p.datetime(),
  },
});

/** The rentable thing in a property. A unit with parts is taken by taking each part, a pool by taking one. */
export class Unit extends schema.class {}
schema.setClass(Unit);
