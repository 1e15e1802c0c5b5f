import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { addNights, istNight } from '@roomnight/calendar/night';
import { secretBox } from '@roomnight/database/secret-box';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { createFeedFetcher, type FeedFetcher } from '../fetching/fetch-feed.ts';
import { createHostSlots } from '../fetching/host-slots.ts';
import { createParserPool } from '../reading/parser-pool.ts';
import { type PollDependencies, pollFeed, type Polled } from './poll-feed.ts';
import { StalePoll } from './stale-poll.ts';

const WORKFLOW = { workflowId: 'feed:test', runId: 'run' };
const START = new Date('2026-11-23T06:30:00Z');
const TODAY = istNight(START);
const secrets = secretBox({ current: randomBytes(32), old: [] });
const parsers = createParserPool({ threads: 1 });

let db: TestDatabase;
let pool: Pool;
let server: Server;
let port: number;
let answer: RequestListener;
let now: Date;
let fetcher: FeedFetcher;
let dependencies: PollDependencies;
let organizationId: string;
let listingId: string;

beforeAll(async () => {
  db = await createTestDatabase();
  pool = db.pool('sync');
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});

afterAll(async () => {
  await parsers.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await db.drop();
});

beforeEach(async () => {
  now = START;
  fetcher = createFeedFetcher({
    userAgent: 'test',
    clock: () => now,
    allowPrivate: [`127.0.0.1:${port}`],
    deadlineMs: 2_000,
  });
  const hosts = createHostSlots({ atOnce: 2, waitMs: 20 });
  dependencies = { pool, secrets, clock: () => now, fetcher, hosts, parsers };
  ({ organizationId, listingId } = await arrangeListing());
});

afterEach(() => fetcher.close());

/** A VRBO listing whose feed is this test's own server. */
async function arrangeListing(): Promise<{ organizationId: string; listingId: string }> {
  const ids = {
    organizationId: randomUUID(),
    property: randomUUID(),
    unit: randomUUID(),
    platform: randomUUID(),
    listingId: randomUUID(),
  };
  const at = START.toISOString();
  await db.admin.query(`
    INSERT INTO auth.organizations (id, name, slug, created_at) VALUES ('${ids.organizationId}', 'Test', '${ids.organizationId}', '${at}');
    INSERT INTO gateway.properties (id, organization_id, name, city, created_at)
      VALUES ('${ids.property}', '${ids.organizationId}', 'Casa Tulsi', 'Goa', '${at}');
    INSERT INTO gateway.units (id, organization_id, property_id, name, created_at)
      VALUES ('${ids.unit}', '${ids.organizationId}', '${ids.property}', 'Casa Tulsi', '${at}');
    INSERT INTO gateway.ota_platforms (id, organization_id, key, name, type, created_at)
      VALUES ('${ids.platform}', '${ids.organizationId}', 'vrbo', 'Vrbo', 'ical', '${at}');`);
  await db.admin.query(
    `INSERT INTO gateway.listings (id, organization_id, unit_id, platform_id, mode, import_url_encrypted, import_url_hint, created_at, updated_at)
     VALUES ($1, $2, $3, $4, 'ical', $5, '127.0.0.1 …d3f9', $6, $6)`,
    [
      ids.listingId,
      ids.organizationId,
      ids.unit,
      ids.platform,
      secrets.seal(`http://127.0.0.1:${port}/icalendar/secretd3f9.ics`, ids.listingId),
      at,
    ],
  );
  return ids;
}

type Event = { uid: string; from: number; nights: number; summary?: string };

/** A feed in VRBO's shape; `from` counts from today. */
function feed(events: Event[]): string {
  const day = (offset: number): string => addNights(TODAY, offset).replaceAll('-', '');
  const lines = events.flatMap(({ uid, from, nights, summary = 'Reserved - Mia' }) => [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    'DTSTAMP:20261123T063000Z',
    `DTSTART;VALUE=DATE:${day(from)}`,
    `DTEND;VALUE=DATE:${day(from + nights)}`,
    `SUMMARY:${summary}`,
    'END:VEVENT',
  ]);
  return [
    'BEGIN:VCALENDAR',
    'PRODID:-//HomeAway.com, Inc.//EN',
    'VERSION:2.0',
    ...lines,
    'END:VCALENDAR',
    '',
  ].join('\r\n');
}

const stay = (n: number, from = 5 * n): Event => ({
  uid: `0000000${n}-0000-4000-8000-000000000000`,
  from,
  nights: 2,
});

function serve(status: number, body: string | Buffer, headers: Record<string, string> = {}): void {
  answer = (_request, response) =>
    response.writeHead(status, { 'content-type': 'text/calendar', ...headers }).end(body);
}

const poll = (force = true): Promise<Polled> =>
  pollFeed(dependencies, { organizationId, listingId }, WORKFLOW, force);

function wait(minutes: number): void {
  now = new Date(now.getTime() + minutes * 60_000);
}

async function feedRow() {
  const { rows } = await db.admin.query('SELECT * FROM sync.feeds WHERE listing_id = $1', [listingId]);
  return rows[0];
}

async function lastRun() {
  const { rows } = await db.admin.query(
    'SELECT * FROM sync.ota_sync_logs WHERE listing_id = $1 ORDER BY started_at DESC LIMIT 1',
    [listingId],
  );
  return rows[0];
}

/** What conflict-service does with a change set, as far as the sync-worker can see it. */
async function markApplied(changeSetId: string): Promise<void> {
  await db.admin.query(`INSERT INTO availability.applied_change_sets VALUES ($1, $2, $3, '{}')`, [
    changeSetId,
    organizationId,
    now,
  ]);
}

async function changesOf(polled: Polled): Promise<{ op: string; checkIn?: string }[]> {
  if (polled.kind === 'notDue' || polled.result.kind !== 'changed') return [];
  const { changeSetId } = polled.result;
  const { rows } = await db.admin.query('SELECT changes FROM sync.change_sets WHERE id = $1', [changeSetId]);
  await markApplied(changeSetId);
  return rows[0].changes;
}

it('stores a first reading as a change set, a sync run and a healthy feed', async () => {
  serve(200, feed([stay(1), stay(2)]));
  const changes = await changesOf(await poll());
  expect(changes.map(({ op, checkIn }) => [op, checkIn])).toEqual([
    ['put', addNights(TODAY, 5)],
    ['put', addNights(TODAY, 10)],
  ]);
  expect(await lastRun()).toMatchObject({
    outcome: 'changed',
    stays: 2,
    http_status: 200,
    workflow_id: 'feed:test',
  });
  expect(await feedRow()).toMatchObject({ health: 'healthy', last_good_at: START, consecutive_failures: 0 });
});

it('finds nothing new in the same body, whatever its DTSTAMPs say', async () => {
  serve(200, feed([stay(1)]));
  await changesOf(await poll());
  serve(200, feed([stay(1)]).replaceAll('20261123T063000Z', '20261123T101500Z'));
  wait(45);
  expect(await poll()).toMatchObject({ kind: 'polled', result: { kind: 'unchanged', health: 'healthy' } });
  expect((await feedRow()).last_good_at).toEqual(now);
  const { rows } = await db.admin.query('SELECT accepted_at FROM sync.feed_snapshots WHERE listing_id = $1', [
    listingId,
  ]);
  expect(rows[0].accepted_at).toEqual(START);
});

it('asks conditionally, and takes a 304 for a healthy poll', async () => {
  let asked: string | undefined;
  answer = (request, response) => {
    asked = request.headers['if-none-match'];
    if (asked === '"v1"') response.writeHead(304).end();
    else response.writeHead(200, { etag: '"v1"' }).end(feed([stay(1)]));
  };
  await changesOf(await poll());
  wait(45);
  expect(await poll()).toMatchObject({ result: { kind: 'unchanged', health: 'healthy' } });
  expect(asked).toBe('"v1"');
  expect(await lastRun()).toMatchObject({ http_status: 304, outcome: 'unchanged' });
});

it('reads what comes, whatever its ETag and its date say of it', async () => {
  const same = { etag: '"v1"', 'last-modified': START.toUTCString() };
  serve(200, feed([stay(1)]), same);
  await changesOf(await poll());
  wait(45);
  serve(200, feed([stay(1), stay(2)]), same);
  expect(await changesOf(await poll())).toMatchObject([{ op: 'put', checkIn: addNights(TODAY, 10) }]);
});

it('returns a change set that was never applied although the listing was paused meanwhile', async () => {
  serve(200, feed([stay(1)]));
  await poll();
  await db.admin.query(`UPDATE gateway.listings SET status = 'paused' WHERE id = $1`, [listingId]);
  expect(await changesOf(await poll(false))).toMatchObject([{ op: 'put' }]);
  expect(await poll(false)).toMatchObject({ result: { kind: 'stopped' } });
});

it('returns a change set that was never applied before it polls again', async () => {
  serve(200, feed([stay(1)]));
  const first = await poll();
  serve(200, feed([stay(1), stay(2)]));
  const second = await poll();
  if (first.kind === 'notDue' || second.kind === 'notDue') throw new Error('both were forced');
  expect(second.result).toMatchObject({
    kind: 'changed',
    changeSetId: (first.result as { changeSetId: string }).changeSetId,
  });
  await changesOf(second);
  expect(await changesOf(await poll())).toHaveLength(1);
});

it('waits until the poll is due, unless it is told to', async () => {
  serve(200, feed([stay(1)]));
  await changesOf(await poll());
  expect(await poll(false)).toMatchObject({ kind: 'notDue' });
  wait(61);
  expect(await poll(false)).toMatchObject({ kind: 'polled' });
});

it('tells a workflow that shows another health than the feed has, due or not', async () => {
  serve(200, feed([stay(1)]));
  await changesOf(await poll());
  const pollFor = (shownHealth: string) =>
    pollFeed(dependencies, { organizationId, listingId, shownHealth }, WORKFLOW, false);
  // Started anew after a pause, or the worker died between the record of the poll and its answer.
  expect(await pollFor('new')).toMatchObject({ result: { kind: 'healthChanged', health: 'healthy' } });
  expect(await pollFor('healthy')).toMatchObject({ kind: 'notDue' });
});

it('polls at once when the listing has changed', async () => {
  serve(200, feed([stay(1)]));
  await changesOf(await poll());
  await db.admin.query('UPDATE gateway.listings SET revision = revision + 1 WHERE id = $1', [listingId]);
  expect(await poll(false)).toMatchObject({ kind: 'polled' });
});

it('never asks a new address about the old one’s answer, also when the first poll of it came to nothing', async () => {
  serve(200, feed([stay(1)]), { etag: '"v1"', 'last-modified': START.toUTCString() });
  await changesOf(await poll());
  await db.admin.query(
    'UPDATE gateway.listings SET import_url_encrypted = $2, revision = revision + 1 WHERE id = $1',
    [listingId, secrets.seal(`http://127.0.0.1:${port}/another.ics`, listingId)],
  );
  const dying = {
    ...dependencies,
    fetcher: { ...fetcher, fetch: () => Promise.reject(new Error('killed')) },
  };
  await expect(pollFeed(dying, { organizationId, listingId }, WORKFLOW, false)).rejects.toThrow('killed');
  answer = ({ headers }, response) => {
    if (headers['if-none-match'] || headers['if-modified-since']) response.writeHead(304).end();
    else response.end(feed([stay(1), stay(2)]));
  };
  expect(await changesOf(await poll(false))).toMatchObject([{ op: 'put', checkIn: addNights(TODAY, 10) }]);
});

it.each(['paused', 'deleted'])('stops when the listing is %s', async (status) => {
  await db.admin.query('UPDATE gateway.listings SET status = $2 WHERE id = $1', [listingId, status]);
  expect(await poll()).toMatchObject({ kind: 'done', result: { kind: 'stopped' } });
});

it('writes nothing when a newer poll began meanwhile', async () => {
  let release: () => void = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  let requests = 0;
  answer = (_request, response) => {
    requests += 1;
    const body = feed([stay(requests)]);
    if (requests === 1) void held.then(() => response.end(body));
    else response.end(body);
  };
  // Caught at once: it fails while nobody waits for it yet.
  const slow = poll().catch((error: unknown) => error);
  await expect.poll(() => requests).toBe(1);
  const changes = await changesOf(await poll());
  release();
  expect(await slow).toBeInstanceOf(StalePoll);
  expect(changes[0]?.checkIn).toBe(addNights(TODAY, 10));
  const { rows } = await db.admin.query(
    'SELECT count(*) AS runs FROM sync.ota_sync_logs WHERE listing_id = $1',
    [listingId],
  );
  expect(rows[0].runs).toBe(1);
});

it('writes nothing when the listing was paused meanwhile', async () => {
  answer = (_request, response) => {
    void db.admin
      .query(`UPDATE gateway.listings SET status = 'paused', revision = revision + 1 WHERE id = $1`, [
        listingId,
      ])
      .then(() => response.end(feed([stay(1)])));
  };
  await expect(poll()).rejects.toBeInstanceOf(StalePoll);
  expect(await lastRun()).toBeUndefined();
});

const half = feed([stay(1), stay(2)]).slice(0, 300);
it.each([
  ['HTML', 200, '<!doctype html><title>Log in</title>', 'not_a_calendar'],
  ['404', 404, 'gone', 'http_status'],
  ['403', 403, 'forbidden', 'http_status'],
  ['500', 500, '', 'http_status'],
  ['5 MB of text', 200, Buffer.alloc(6_000_000, 'BEGIN:VCALENDAR\r\n'), 'too_large'],
  ['nothing', 200, '', 'not_a_calendar'],
  ['half a calendar', 200, half, 'truncated'],
  ['text', 200, 'hello', 'not_a_calendar'],
])(
  'frees no night when the feed answers %s, and says why and since when',
  async (_what, status, body, failure) => {
    serve(200, feed([stay(1), stay(2)]));
    await changesOf(await poll());
    const { rows: before } = await db.admin.query(
      'SELECT snapshot FROM sync.feed_snapshots WHERE listing_id = $1',
      [listingId],
    );

    wait(45);
    const failedAt = now;
    serve(status, body);
    expect(await poll()).toMatchObject({ result: { kind: 'healthChanged', health: 'failing' } });
    wait(10);
    expect(await poll()).toMatchObject({ result: { kind: 'unchanged', health: 'failing' } });

    expect(await feedRow()).toMatchObject({
      health: 'failing',
      health_since: failedAt,
      consecutive_failures: 2,
      error_class: failure,
      last_good_at: START,
    });
    expect(await lastRun()).toMatchObject({ outcome: 'failed', error_class: failure });
    const { rows: after } = await db.admin.query(
      'SELECT snapshot FROM sync.feed_snapshots WHERE listing_id = $1',
      [listingId],
    );
    expect(after).toEqual(before);

    wait(10);
    serve(200, feed([stay(1), stay(2)]));
    expect(await poll()).toMatchObject({ result: { health: 'healthy' } });
    expect(await feedRow()).toMatchObject({ health: 'healthy', error_class: null, consecutive_failures: 0 });
  },
);

it('suspects a calendar without events while stays are held, and keeps them', async () => {
  serve(200, feed([stay(1), stay(2)]));
  await changesOf(await poll());
  wait(45);
  serve(200, feed([]));
  expect(await poll()).toMatchObject({ result: { kind: 'healthChanged', health: 'suspect' } });
  expect(await lastRun()).toMatchObject({ outcome: 'suspect', error_class: 'suspect' });
});

it('cancels a vanished stay after a second healthy poll and thirty minutes, not before', async () => {
  serve(200, feed([stay(1), stay(2), stay(3)]));
  await changesOf(await poll());
  serve(200, feed([stay(1), stay(3)]));
  wait(45);
  expect(await changesOf(await poll())).toEqual([]);
  wait(20);
  expect(await changesOf(await poll())).toEqual([]);
  wait(15);
  expect((await changesOf(await poll())).map(({ op }) => op)).toEqual(['cancel']);
});

it('does not take for a block what the platform fetched from us', async () => {
  const night = (offset: number): string => addNights(TODAY, offset);
  await db.admin.query(
    `INSERT INTO gateway.export_versions (listing_id, calendar_version, organization_id, etag, nights, rendered_at)
     VALUES ($1, 7, $2, 'e', datemultirange(daterange($3, $4)), $5)`,
    [listingId, organizationId, night(20), night(24), now],
  );
  await db.admin.query(
    `INSERT INTO gateway.export_fetches (organization_id, listing_id, fetched_at, calendar_version, status, agent_kind)
     VALUES ($1, $2, $3, 7, 200, 'vrbo')`,
    [organizationId, listingId, now],
  );
  serve(200, feed([{ uid: '11202026-1120', from: 20, nights: 6, summary: 'Blocked' }]));
  const changes = await changesOf(await poll());
  expect(changes).toMatchObject([{ op: 'put', checkIn: night(24), checkOut: night(26) }]);
});

/** A version of our export that closed these nights, and who fetched it so many hours ago. */
async function served(version: number, nights: string, hoursAgo: number, agent: string): Promise<void> {
  const at = new Date(now.getTime() - hoursAgo * 60 * 60_000);
  await db.admin.query(
    `INSERT INTO gateway.export_versions (listing_id, calendar_version, organization_id, etag, nights, rendered_at)
     VALUES ($1, $2, $3, 'e', $4, $5)`,
    [listingId, version, organizationId, nights, at],
  );
  await db.admin.query(
    `INSERT INTO gateway.export_fetches (organization_id, listing_id, fetched_at, calendar_version, status, agent_kind)
     VALUES ($1, $2, $3, $4, 200, $5)`,
    [organizationId, listingId, at, version, agent],
  );
}

const closedFrom20 = `{[${addNights(TODAY, 20)},${addNights(TODAY, 24)})}`;
const blockFrom20 = () => feed([{ uid: '11202026-1120', from: 20, nights: 4, summary: 'Blocked' }]);

it('takes for an echo what the platform imported until it fetches again, however long that takes', async () => {
  await served(7, closedFrom20, 80, 'vrbo');
  serve(200, blockFrom20());
  expect(await changesOf(await poll())).toEqual([]);
  await served(8, '{}', 0, 'vrbo');
  // It may take it a while to import what it fetched.
  wait(30);
  expect(await changesOf(await poll())).toEqual([]);
  wait(40);
  expect(await changesOf(await poll())).toMatchObject([{ op: 'put', checkIn: addNights(TODAY, 20) }]);
});

it('takes no person’s look at our export for the platform’s fetch', async () => {
  await served(7, closedFrom20, 30, 'vrbo');
  await served(8, '{}', 3, 'browser');
  serve(200, blockFrom20());
  expect(await changesOf(await poll())).toEqual([]);
});

it('goes by the day where the platform’s fetches are not told from others', async () => {
  await served(7, closedFrom20, 30, 'other');
  await served(8, '{}', 1, 'other');
  serve(200, blockFrom20());
  expect(await changesOf(await poll())).toEqual([]);
  wait(24 * 60);
  expect(await changesOf(await poll())).toMatchObject([{ op: 'put', checkIn: addNights(TODAY, 20) }]);
});

it('fetches nothing before the time until which the host asked to wait, however often somebody asks', async () => {
  serve(200, feed([stay(1)]));
  await changesOf(await poll());
  let requests = 0;
  answer = (_request, response) => {
    requests += 1;
    response.writeHead(429, { 'retry-after': '1800' }).end();
  };
  expect(await poll()).toMatchObject({ result: { health: 'failing' } });
  for (const minutes of [0, 1, 20]) {
    wait(minutes);
    expect(await poll()).toMatchObject({
      kind: 'notDue',
      health: 'failing',
      message: expect.stringMatching(/asked to wait until 12:30 IST/),
    });
  }
  expect(requests).toBe(1);
  wait(10);
  serve(200, feed([stay(1)]));
  expect(await poll()).toMatchObject({ kind: 'polled', result: { health: 'healthy' } });
});

it('fetches a little later where its host has many feeds to answer: the feed is not at fault', async () => {
  serve(200, feed([stay(1)]));
  const { hosts } = dependencies;
  const { promise: held, resolve: release } = Promise.withResolvers<object>();
  const others = [1, 2, 3, 4].map(() => hosts.inTurn(`http://127.0.0.1:${port}/another.ics`, () => held));
  const polled = await poll();
  expect(polled).toMatchObject({
    kind: 'notDue',
    health: 'new',
    message: expect.stringMatching(/^nothing was fetched yet; next about 12:0[12] IST \(its host has many/),
  });
  expect(await lastRun()).toBeUndefined();
  expect(await feedRow()).toMatchObject({ health: 'new', consecutive_failures: 0 });
  release({});
  await Promise.all(others);
  expect(await changesOf(await poll(false))).toMatchObject([{ op: 'put' }]);
});

it('polls no private address that is not on the allow list', async () => {
  serve(200, feed([stay(1)]));
  const strict = createFeedFetcher({ userAgent: 'test', clock: () => now, allowPrivate: [] });
  const polled = await pollFeed(
    { ...dependencies, fetcher: strict },
    { organizationId, listingId },
    WORKFLOW,
    true,
  );
  await strict.close();
  expect(polled).toMatchObject({ result: { health: 'failing' } });
  expect(await feedRow()).toMatchObject({ error_class: 'blocked' });
});

it('never writes the address of the feed, which is a secret, into what people read', async () => {
  serve(404, 'gone');
  await poll();
  expect(JSON.stringify([await feedRow(), await lastRun()])).not.toContain('secretd3f9');
});
