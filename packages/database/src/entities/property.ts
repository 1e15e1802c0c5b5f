import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'Property',
  schema: 'gateway',
  tableName: 'properties',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    name: p.text(),
    city: p.text(),
    managerId: p.uuid().nullable(),
    createdAt: p.datetime(),
  },
});

/** The place: a villa, a guesthouse, a building of apartments. */
export class Property extends schema.class {}
schema.setClass(Property);
