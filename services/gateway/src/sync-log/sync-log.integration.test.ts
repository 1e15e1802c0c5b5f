import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';
import { TestHouse } from '../test-house.ts';

/** Noon in India. */
const now = new Date('2026-11-23T06:30:00Z');
const RUNS = `query ($id: ID!, $first: Int, $after: String, $outcomes: [SyncOutcome!], $errorClasses: [SyncErrorClass!]) {
  syncRuns(listingId: $id, first: $first, after: $after, outcomes: $outcomes, errorClasses: $errorClasses) {
    edges { node { message outcome errorClass durationMs bytes isKept temporalUrl } } pageInfo { hasNextPage endCursor } } }`;
const DAYS = `query ($id: ID!, $days: Int) { syncDays(listingId: $id, days: $days) {
  day changed unchanged suspect failed bytes meanDurationMs longestDurationMs firstAt lastAt } }`;

interface Runs {
  syncRuns: {
    edges: { node: { message: string; isKept: boolean } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string };
  };
}

let gateway: TestGateway;
let house: TestHouse;
let id: string;

beforeAll(async () => {
  gateway = await openTestGateway({
    clock: () => now,
    settings: { TEMPORAL_UI_URL: 'http://temporal.example' },
  });
});
afterAll(() => gateway.stop());
beforeEach(async () => {
  house = await TestHouse.build(gateway, ['airbnb']);
  id = house.listings[0]?.id ?? '';
});

interface Run {
  at: string;
  outcome?: string;
  message?: string;
  errorClass?: string;
  run?: string;
}

async function ran(...runs: Run[]): Promise<void> {
  for (const { at, outcome = 'unchanged', message = 'x', errorClass, run = randomUUID() } of runs) {
    await gateway.database.admin.query(
      `INSERT INTO sync.ota_sync_logs (id, organization_id, listing_id, started_at, finished_at, outcome, message, error_class, bytes, workflow_id, run_id)
       SELECT $1, organization_id, id, $3::timestamptz, $3::timestamptz + interval '250 ms', $4, $5, $6, 100, 'feed:x', 'r' FROM gateway.listings WHERE id = $2`,
      [run, id, at, outcome, message, errorClass],
    );
  }
}

async function messages(variables: object): Promise<string[]> {
  const { syncRuns } = await house.person.get<Runs>(RUNS, { id, ...variables });
  return syncRuns.edges.map(({ node }) => node.message);
}

describe('the sync log of a listing', () => {
  beforeEach(async () => {
    await ran(
      { at: '2026-11-23T01:00:00Z', outcome: 'failed', errorClass: 'tls', message: 'tls' },
      { at: '2026-11-23T02:00:00Z', outcome: 'failed', errorClass: 'http_status', message: '404' },
      { at: '2026-11-23T03:00:00Z', outcome: 'suspect', errorClass: 'suspect', message: 'suspect' },
      { at: '2026-11-23T04:00:00Z', outcome: 'changed', message: 'changed' },
      { at: '2026-11-23T05:00:00Z', message: 'quiet' },
    );
  });

  it('is read newest first, by outcome, by class, and by both, in pages', async () => {
    expect(await messages({})).toEqual(['quiet', 'changed', 'suspect', '404', 'tls']);
    expect(await messages({ outcomes: ['CHANGED', 'FAILED'] })).toEqual(['changed', '404', 'tls']);
    expect(await messages({ errorClasses: ['TLS', 'SUSPECT'] })).toEqual(['suspect', 'tls']);
    expect(await messages({ outcomes: ['FAILED'], errorClasses: ['TLS', 'SUSPECT'] })).toEqual(['tls']);
    expect(await messages({ outcomes: ['STOPPED'] })).toEqual([]);
    const page = { outcomes: ['FAILED', 'SUSPECT'], first: 2 };
    const { syncRuns } = await house.person.get<Runs>(RUNS, { id, ...page });
    expect(syncRuns.pageInfo.hasNextPage).toBe(true);
    expect(await messages({ ...page, after: syncRuns.pageInfo.endCursor })).toEqual(['tls']);
  });

  it('refuses a class that there is not', async () => {
    const { data, errors } = await house.person.ask(RUNS, { id, errorClasses: ['GREMLINS'] });
    expect(data).toBeUndefined();
    expect(errors?.[0]?.message).toContain('SyncErrorClass');
  });

  it('tells of each run how long it took, why it failed, its workflow, and whether it can be replayed', async () => {
    const run = randomUUID();
    await ran({ at: '2026-11-23T06:00:00Z', outcome: 'failed', errorClass: 'truncated', run });
    await ran({ at: '2026-11-23T05:59:00Z', outcome: 'failed', errorClass: 'of another release' });
    await gateway.database.admin.query(
      `INSERT INTO sync.raw_bodies SELECT $1, organization_id, id, $3, 'failed', 'hash', 'sealed' FROM gateway.listings WHERE id = $2`,
      [run, id, now],
    );
    const { syncRuns } = await house.person.get<Runs>(RUNS, { id, first: 2 });
    expect(syncRuns.edges.map(({ node }) => node)).toEqual([
      {
        message: 'x',
        outcome: 'FAILED',
        errorClass: 'TRUNCATED',
        durationMs: 250,
        bytes: 100,
        isKept: true,
        temporalUrl: 'http://temporal.example/namespaces/default/workflows/feed%3Ax/r',
      },
      expect.objectContaining({ errorClass: null, isKept: false }),
    ]);
  });

  it('is not for another organization', async () => {
    const stranger = await gateway.owner('Stranger');
    expect((await stranger.get<Runs>(RUNS, { id })).syncRuns.edges).toEqual([]);
    expect(await stranger.get(DAYS, { id })).toEqual({ syncDays: [] });
  });
});

describe('the days of a listing', () => {
  const rollUp = (day: string, unchanged: number) =>
    gateway.database.admin.query(
      `INSERT INTO sync.sync_run_days SELECT id, $2::date, organization_id, 1, $3, 2, 3, 5000000000, 200, 900, $4, $4 FROM gateway.listings WHERE id = $1`,
      [id, day, unchanged, `${day}T06:30:00Z`],
    );

  it('come from roll-ups, and today and what is not rolled up yet from the runs, each once', async () => {
    await rollUp('2026-10-24', 7);
    await rollUp('2026-10-25', 8);
    await rollUp('2026-11-21', 9);
    await ran(
      // Of a day that is rolled up: counted there.
      { at: '2026-11-21T06:30:00Z' },
      // Midnight in India is 18:30.
      { at: '2026-11-21T18:30:00Z', outcome: 'failed' },
      { at: '2026-11-22T18:29:00Z' },
      { at: '2026-11-22T18:30:00Z', outcome: 'changed' },
    );
    const { syncDays } = await house.person.get<{ syncDays: object[] }>(DAYS, { id });
    expect(syncDays).toMatchObject([
      { day: '2026-10-25', unchanged: 8, bytes: 5_000_000_000, meanDurationMs: 200, longestDurationMs: 900 },
      { day: '2026-11-21', changed: 1, unchanged: 9, suspect: 2, failed: 3 },
      { day: '2026-11-22', unchanged: 1, failed: 1, bytes: 200, meanDurationMs: 250 },
      { day: '2026-11-23', changed: 1, firstAt: '2026-11-22T18:30:00.000Z' },
    ]);
    expect((await house.person.get<{ syncDays: object[] }>(DAYS, { id, days: 2 })).syncDays).toHaveLength(2);
  });

  it.each([0, 731])('are not %i', async (days) => {
    const { errors } = await house.person.ask(DAYS, { id, days });
    expect(errors?.[0]?.message).toBe('days: between 1 and 730.');
  });

  it('are none where nothing was polled, or nothing is', async () => {
    expect(await house.person.get(DAYS, { id })).toEqual({ syncDays: [] });
    expect(await house.person.get(DAYS, { id: 'nothing' })).toEqual({ syncDays: [] });
  });
});
