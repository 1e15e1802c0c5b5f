import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'ExportToken',
  schema: 'gateway',
  tableName: 'export_tokens',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    listingId: p.uuid(),
    tokenHash: p.blob(),
    tokenEncrypted: p.blob().lazy(),
    tokenHint: p.text(),
    createdAt: p.datetime(),
    expiresAt: p.datetime().nullable(),
  },
});

/** The unguessable name of a listing's export: hashed to find it, sealed to show it again. */
export class ExportToken extends schema.class {}
schema.setClass(ExportToken);
