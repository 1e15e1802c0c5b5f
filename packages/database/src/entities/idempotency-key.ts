import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'IdempotencyKey',
  schema: 'availability',
  tableName: 'idempotency_keys',
  properties: {
    organizationId: p.uuid().primary(),
    key: p.text().primary(),
    bodyHash: p.text(),
    answer: p.json<Record<string, unknown>>(),
    answeredAt: p.datetime(),
  },
});

/** The answer given to a request: a retry gets the same one for ever. */
export class IdempotencyKey extends schema.class {}
schema.setClass(IdempotencyKey);
