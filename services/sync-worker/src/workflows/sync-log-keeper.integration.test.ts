import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { QUEUES } from '@roomnight/contracts/queues';
import { SYNC_LOG_KEEPER, SYNC_LOG_KEEPER_WORKFLOW_ID } from '@roomnight/contracts/sync-log';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { createLogger } from '@roomnight/runtime/logger';
import { connectTemporal } from '@roomnight/runtime/temporal-client';
import { createTestNamespace } from '@roomnight/runtime/test-namespace';
import { createReconcileActivities } from '../activities.ts';
import { openTestFeed } from '../feed/test-feed.ts';
import { createParserPool } from '../reading/parser-pool.ts';

const address = process.env.ROOMNIGHT_TEST_TEMPORAL ?? '';
const NOW = new Date('2026-11-23T06:30:00Z');
const parsers = createParserPool({ threads: 1 });

let namespace: string;
let db: TestDatabase;
let client: Client;
let connection: NativeConnection;

beforeAll(async () => {
  namespace = await createTestNamespace(address);
  db = await createTestDatabase();
  client = await connectTemporal({ TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace });
  connection = await NativeConnection.connect({ address });
});
afterAll(async () => {
  await parsers.close();
  await connection.close();
  await client.connection.close();
  await db.drop();
});

it('rolls up and drops, says so on its pending activity, and leaves nothing in its history by waiting', async () => {
  const pool = db.pool('sync');
  const { organizationId, listingId } = await openTestFeed(db, { pool, parsers, now: NOW });
  await db.admin.query(
    `INSERT INTO sync.ota_sync_logs (organization_id, listing_id, started_at, finished_at, outcome, message)
     SELECT $1, $2, at, at, 'unchanged', 'test' FROM unnest($3::timestamptz[]) AS at`,
    [organizationId, listingId, ['2026-10-01T06:30:00Z', '2026-11-20T06:30:00Z']],
  );
  const logger = createLogger('test', 'silent');
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: QUEUES.sync,
    workflowsPath: fileURLToPath(new URL('../workflows.ts', import.meta.url)),
    activities: createReconcileActivities({ pool, client, clock: () => NOW, logger }),
  });
  await worker.runUntil(async () => {
    const handle = await client.workflow.start(SYNC_LOG_KEEPER, {
      workflowId: SYNC_LOG_KEEPER_WORKFLOW_ID,
      taskQueue: QUEUES.sync,
    });
    const pending = async () => (await handle.describe()).raw.pendingActivities?.[0]?.lastFailure?.message;
    await expect
      .poll(pending, { timeout: 10_000 })
      .toBe('days rolled up: 2, sync runs dropped: 1, kept bodies dropped: 0, at 12:00 IST');
    const { events } = await handle.fetchHistory();
    expect(events?.length).toBeLessThanOrEqual(5);
    await handle.terminate('the test is over');
  });
});
