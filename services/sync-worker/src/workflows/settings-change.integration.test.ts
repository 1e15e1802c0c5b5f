import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { istNight } from '@roomnight/calendar/night';
import { FEED_SYNC, feedSyncWorkflowId } from '@roomnight/contracts/feed-sync';
import { listingChanged } from '@roomnight/contracts/feed-sync-messages';
import { feedSyncStart } from '@roomnight/contracts/feed-sync-start';
import { fetchQueue, QUEUES } from '@roomnight/contracts/queues';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { createTestNamespace } from '@roomnight/runtime/test-namespace';
import { createFetchActivities } from '../activities.ts';
import { body, openTestFeed, type TestFeed, vrboFeed } from '../feed/test-feed.ts';
import { createHostSlots } from '../fetching/host-slots.ts';
import { createParserPool } from '../reading/parser-pool.ts';

// The real workflow, the real polls and the real rows; only the far end of the feed is played.
const NOW = new Date('2026-11-23T06:30:00Z');
const address = process.env.ROOMNIGHT_TEST_TEMPORAL ?? '';
const key = Buffer.alloc(32, 7);
const parsers = createParserPool({ threads: 1 });

let db: TestDatabase;
let client: Client;
let feed: TestFeed;
let end: () => Promise<void>;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] });
  db = await createTestDatabase();
  const pool = db.pool('sync');
  feed = await openTestFeed(db, { pool, parsers, now: NOW, key });
  const namespace = await createTestNamespace(address);
  client = new Client({ connection: await Connection.connect({ address }), namespace });
  const connection = await NativeConnection.connect({ address });
  const activities = createFetchActivities({
    pool,
    parsers,
    hosts: createHostSlots({ atOnce: 2 }),
    secrets: feed.secrets,
    clock: () => NOW,
    fetcher: { fetch: async () => body(vrboFeed(istNight(NOW))), close: async () => undefined },
  });
  const workflowsPath = fileURLToPath(new URL('../workflows.ts', import.meta.url));
  const workers = await Promise.all([
    Worker.create({ connection, namespace, taskQueue: QUEUES.sync, workflowsPath }),
    Worker.create({ connection, namespace, taskQueue: fetchQueue('vrbo'), activities }),
    Worker.create({ connection, namespace, taskQueue: fetchQueue('generic_ical'), activities }),
  ]);
  const running = Promise.all(workers.map((worker) => worker.run()));
  end = async () => {
    for (const worker of workers) worker.shutdown();
    await running;
    await connection.close();
    await client.connection.close();
  };
});
afterAll(async () => {
  await end();
  await parsers.close();
  await db.drop();
});
beforeEach(async () => {
  feed = await openTestFeed(db, { pool: db.pool('sync'), parsers, now: NOW, key });
});

/** Starts the import, and gives it back once it waits between so many minutes. */
async function importing(from: number, to: number, platform = 'vrbo') {
  const { organizationId, listingId } = feed;
  const input = { organizationId, propertyId: 'property', listingId, platform };
  const handle = await client.workflow.start(
    FEED_SYNC,
    feedSyncStart(input, { platform, summary: 'a feed' }),
  );
  expect(await waits(from, to, 1)).toBe(true);
  return handle;
}

/** Once it was polled so many times: whether its next poll is between so many minutes away. */
async function waits(from: number, to: number, polls: number): Promise<boolean> {
  return vi.waitUntil(
    async () => {
      const { rows } = await db.admin.query(
        `SELECT FROM sync.feeds WHERE listing_id = $1 AND polls = $5
           AND next_poll_at BETWEEN $2::timestamptz + make_interval(mins => $3) AND $2 + make_interval(mins => $4)`,
        [feed.listingId, NOW, from, to, polls],
      );
      return rows.length === 1;
    },
    { timeout: 10_000, interval: 50 },
  );
}

/** Changes rows as the gateway does, and tells the import. */
async function change(sql: string, values: unknown[]): Promise<void> {
  await db.admin.query(sql, values);
  await db.admin.query('UPDATE gateway.listings SET revision = revision + 1 WHERE id = $1', [feed.listingId]);
  await client.workflow.getHandle(feedSyncWorkflowId(feed.listingId)).signal(listingChanged);
}

it('polls at once by a setting that its organization changed, and by it from then on', async () => {
  await importing(30, 60);
  await change('UPDATE gateway.ota_platforms SET settings = $2 WHERE id = $1', [
    feed.platformId,
    { intervalMinutes: 9 },
  ]);
  expect(await waits(5, 12, 2)).toBe(true);
  await change('UPDATE gateway.listings SET settings = $2 WHERE id = $1', [
    feed.listingId,
    { intervalMinutes: 600 },
  ]);
  expect(await waits(400, 800, 3)).toBe(true);
});

it('ends at once when its listing is to be kept by hand', async () => {
  const handle = await importing(30, 60);
  await change(`UPDATE gateway.listings SET mode = $2 WHERE id = $1`, [feed.listingId, 'manual']);
  await handle.result();
  expect((await handle.describe()).status.name).toBe('COMPLETED');
});

it('polls a platform that its organization made itself, by its definition', async () => {
  await db.admin.query(
    `UPDATE gateway.ota_platforms SET key = 'our_portal', name = 'Our portal', base = 'generic_ical', definition = $2 WHERE id = $1`,
    [feed.platformId, { settings: { intervalMinutes: 600 } }],
  );
  const handle = await importing(400, 800, 'generic_ical');
  expect((await handle.describe()).status.name).toBe('RUNNING');
});
