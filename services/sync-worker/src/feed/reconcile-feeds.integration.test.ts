import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import type { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { feedSyncWorkflowId } from '@roomnight/contracts/feed-sync';
import { searchAttributes } from '@roomnight/contracts/search-attributes';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { createLogger } from '@roomnight/runtime/logger';
import { createTestNamespace } from '@roomnight/runtime/test-namespace';
import { reconcileFeeds } from './reconcile-feeds.ts';

const AT = '2026-11-23T06:30:00Z';
const logger = createLogger('test', 'silent');

let db: TestDatabase;
let pool: Pool;
let connection: Connection;
let client: Client;

beforeAll(async () => {
  db = await createTestDatabase();
  pool = db.pool('sync');
  const address = process.env.ROOMNIGHT_TEST_TEMPORAL ?? '';
  connection = await Connection.connect({ address });
  // The reconciler looks at every FeedSync there is.
  const namespace = await createTestNamespace(address);
  client = new Client({ connection, namespace });
});

afterAll(async () => {
  await connection.close();
  await db.drop();
});

beforeEach(async () => {
  for await (const { workflowId } of client.workflow.list({ query: `ExecutionStatus = 'Running'` })) {
    await client.workflow.getHandle(workflowId).terminate();
  }
  await untilListed([]);
  await db.admin.query(`UPDATE gateway.listings SET status = 'deleted'`);
});

async function newListing(
  fields: { mode?: string; status?: string; withUrl?: boolean; key?: string; own?: boolean } = {},
): Promise<string> {
  const { mode = 'ical', status = 'active', withUrl = true, key = 'airbnb', own = false } = fields;
  const [organization, property, unit, platform, listing] = Array.from({ length: 5 }, () => randomUUID());
  await db.admin.query(`
    INSERT INTO auth.organizations (id, name, slug, created_at) VALUES ('${organization}', 'Test', '${organization}', '${AT}');
    INSERT INTO gateway.properties (id, organization_id, name, city, created_at) VALUES ('${property}', '${organization}', 'Casa', 'Goa', '${AT}');
    INSERT INTO gateway.units (id, organization_id, property_id, name, created_at) VALUES ('${unit}', '${organization}', '${property}', 'Casa', '${AT}');
    INSERT INTO gateway.ota_platforms (id, organization_id, key, name, type, base, definition, created_at)
      VALUES ('${platform}', '${organization}', '${key}', 'Airbnb', 'ical', ${own ? `'generic_ical', '{}'` : 'NULL, NULL'}, '${AT}');
    INSERT INTO gateway.listings (id, organization_id, unit_id, platform_id, mode, status, import_url_encrypted, import_url_hint, created_at, updated_at)
      VALUES ('${listing}', '${organization}', '${unit}', '${platform}', '${mode}', '${status}',
        ${withUrl ? `'\\x01', 'www.airbnb.co.in …77d1'` : 'NULL, NULL'}, '${AT}', '${AT}');`);
  return listing ?? '';
}

async function running(): Promise<string[]> {
  const ids: string[] = [];
  for await (const { workflowId } of client.workflow.list({ query: `ExecutionStatus = 'Running'` }))
    ids.push(workflowId);
  return ids.toSorted();
}

/** Visibility lags behind the workflows it lists. */
async function untilListed(listingIds: string[]): Promise<void> {
  const wanted = listingIds.map(feedSyncWorkflowId).toSorted().join();
  await vi.waitUntil(async () => (await running()).join() === wanted, { timeout: 10_000 });
}

const reconcile = () => reconcileFeeds(pool, client, logger);

async function signalsOf(listingId: string): Promise<number> {
  const { events } = await client.workflow.getHandle(feedSyncWorkflowId(listingId)).fetchHistory();
  return events?.filter((event) => event.workflowExecutionSignaledEventAttributes).length ?? 0;
}

it('starts what a crash left without its workflow, and nothing that has none to have', async () => {
  const listings = [await newListing(), await newListing()];
  await newListing({ status: 'paused' });
  await newListing({ mode: 'manual' });
  await newListing({ withUrl: false });
  expect(await reconcile()).toEqual({ started: 2, poked: 0 });
  await untilListed(listings);
});

it('starts the others when one is of a platform that this release does not know', async () => {
  const listings = [await newListing({ key: 'staybnb' }), await newListing(), await newListing()];
  expect(await reconcile()).toEqual({ started: 2, poked: 0 });
  await untilListed(listings.slice(1));
});

it('does nothing when all is as it should be', async () => {
  const listing = await newListing();
  await reconcile();
  await untilListed([listing]);
  expect(await reconcile()).toEqual({ started: 0, poked: 0 });
});

it('starts a workflow once, also when it is not listed yet', async () => {
  const listing = await newListing();
  await Promise.all([reconcile(), reconcile(), reconcile()]);
  await untilListed([listing]);
  expect(await running()).toHaveLength(1);
});

it('makes a workflow findable by organization, property, platform and state, and names its feed without the secret', async () => {
  const listing = await newListing();
  await reconcile();
  const described = await client.workflow.getHandle(feedSyncWorkflowId(listing)).describe();
  const { typedSearchAttributes } = described;
  expect(typedSearchAttributes.get(searchAttributes.platform)).toBe('airbnb');
  expect(typedSearchAttributes.get(searchAttributes.state)).toBe('new');
  expect(typedSearchAttributes.get(searchAttributes.organization)).toMatch(/-/);
  expect(typedSearchAttributes.get(searchAttributes.property)).toMatch(/-/);
  expect(await described.staticSummary()).toBe('Airbnb feed at www.airbnb.co.in …77d1');
});

it.each([
  { key: 'our_portal', own: true, summary: 'our_portal feed at www.airbnb.co.in …77d1' },
  { key: 'agoda', own: false, summary: 'Agoda feed at www.airbnb.co.in …77d1' },
])('polls $key on the queue of the plugin it is made of, and shows it by its own name', async (of) => {
  const listing = await newListing(of);
  await reconcile();
  const handle = client.workflow.getHandle(feedSyncWorkflowId(listing));
  const described = await handle.describe();
  expect(described.typedSearchAttributes.get(searchAttributes.platform)).toBe(of.key);
  expect(await described.staticSummary()).toBe(of.summary);
  const { events } = await handle.fetchHistory();
  const input = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0]?.data;
  expect(JSON.parse(Buffer.from(input ?? '{}').toString())).toMatchObject({ platform: 'generic_ical' });
});

it('tells a workflow whose listing was paused, deleted, or changed without its knowing', async () => {
  const [paused, deleted, changed, current] = [
    await newListing(),
    await newListing(),
    await newListing(),
    await newListing(),
  ];
  await reconcile();
  await untilListed([paused, deleted, changed, current]);
  await db.admin.query(`UPDATE gateway.listings SET status = 'paused' WHERE id = $1`, [paused]);
  await db.admin.query(`UPDATE gateway.listings SET status = 'deleted' WHERE id = $1`, [deleted]);
  await db.admin.query(
    `INSERT INTO sync.feeds (listing_id, organization_id, listing_revision, health_since)
     SELECT id, organization_id, CASE WHEN id = $1 THEN 0 ELSE revision END, $3 FROM gateway.listings WHERE id IN ($1, $2)`,
    [changed, current, AT],
  );

  expect(await reconcile()).toEqual({ started: 0, poked: 3 });
  expect(await Promise.all([paused, deleted, changed, current].map(signalsOf))).toEqual([1, 1, 1, 0]);
});
