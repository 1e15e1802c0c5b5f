import { defineEntity, p } from '@mikro-orm/core';

const schema = defineEntity({
  name: 'OtaSyncLog',
  schema: 'sync',
  tableName: 'ota_sync_logs',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    listingId: p.uuid(),
    startedAt: p.datetime(),
    finishedAt: p.datetime(),
    outcome: p.text().$type<'changed' | 'unchanged' | 'failed' | 'suspect'>(),
    message: p.text(),
    httpStatus: p.integer().nullable(),
    bytes: p.integer(),
    stays: p.integer().nullable(),
    blocks: p.integer().nullable(),
    ignored: p.integer().nullable(),
    warnings: p.json<string[]>(),
    errorClass: p.text().nullable(),
    changeSetId: p.uuid().nullable(),
    workflowId: p.text().nullable(),
    runId: p.text().nullable(),
  },
});

/** One poll of one feed. */
export class OtaSyncLog extends schema.class {}
schema.setClass(OtaSyncLog);
