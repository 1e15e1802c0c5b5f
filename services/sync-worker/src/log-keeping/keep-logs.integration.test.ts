import type { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addNights } from '@roomnight/calendar/night';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { openTestFeed, type TestFeed } from '../feed/test-feed.ts';
import { createParserPool } from '../reading/parser-pool.ts';
import { RETENTION } from '../rules/retention.ts';
import { keepLogs } from './keep-logs.ts';

/** Noon in India. */
const NOON = (day: string) => new Date(`${day}T06:30:00Z`);
const DAY = '2026-11-23';
const parsers = createParserPool({ threads: 1 });

let db: TestDatabase;
let pool: Pool;
let mine: TestFeed;
let theirs: TestFeed;

beforeAll(async () => {
  db = await createTestDatabase();
  pool = db.pool('sync');
});
afterAll(async () => {
  await parsers.close();
  await db.drop();
});
beforeEach(async () => {
  await db.admin.query('TRUNCATE sync.ota_sync_logs, sync.sync_run_days, sync.raw_bodies');
  mine = await openTestFeed(db, { pool, parsers, now: NOON(DAY) });
  theirs = await openTestFeed(db, { pool, parsers, now: NOON(DAY) });
});

type Run = { at: string | Date; outcome?: string; ms?: number; bytes?: number };

async function ran({ organizationId, listingId }: TestFeed, ...runs: Run[]): Promise<void> {
  for (const { at, outcome = 'unchanged', ms = 100, bytes = 0 } of runs) {
    await db.admin.query(
      `INSERT INTO sync.ota_sync_logs (organization_id, listing_id, started_at, finished_at, outcome, message, bytes)
       VALUES ($1, $2, $3::timestamptz, $3::timestamptz + make_interval(secs => $4), $5, 'test', $6)`,
      [organizationId, listingId, at, ms / 1000, outcome, bytes],
    );
  }
}

async function days({ listingId }: TestFeed) {
  const { rows } = await db.admin.query(
    'SELECT * FROM sync.sync_run_days WHERE listing_id = $1 ORDER BY day',
    [listingId],
  );
  return rows;
}

async function runs(): Promise<number> {
  const { rows } = await db.admin.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM sync.ota_sync_logs',
  );
  return rows[0]?.count ?? 0;
}

describe('a day that is over', () => {
  it('becomes one row a listing, counted by outcome, a day being a day in India', async () => {
    await ran(
      mine,
      // Midnight in India is 18:30 of the day before, elsewhere.
      { at: '2026-11-21T18:29:59Z', outcome: 'failed' },
      { at: '2026-11-21T18:30:00Z', outcome: 'changed', ms: 300, bytes: 900 },
      { at: '2026-11-22T06:00:00Z', outcome: 'unchanged', ms: 100, bytes: 100 },
      { at: '2026-11-22T09:00:00Z', outcome: 'suspect', ms: 200 },
      { at: '2026-11-22T18:29:59Z', outcome: 'unchanged', ms: 200 },
      { at: '2026-11-22T18:30:00Z', outcome: 'changed' },
    );
    await ran(theirs, { at: '2026-11-22T06:00:00Z' });
    expect(await keepLogs(pool, NOON(DAY))).toEqual({ daysRolledUp: 3, runsDropped: 0, bodiesDropped: 0 });
    expect(await days(mine)).toMatchObject([
      { day: '2026-11-21', failed: 1 },
      {
        day: '2026-11-22',
        organization_id: mine.organizationId,
        changed: 1,
        unchanged: 2,
        suspect: 1,
        failed: 0,
        bytes: 1000,
        mean_duration_ms: 200,
        longest_duration_ms: 300,
        first_at: new Date('2026-11-21T18:30:00Z'),
        last_at: new Date('2026-11-22T18:29:59Z'),
      },
    ]);
    expect(await days(theirs)).toMatchObject([{ day: '2026-11-22', unchanged: 1 }]);
  });

  it('is rolled up once, however often it is looked at, and at once', async () => {
    await ran(mine, { at: NOON('2026-11-22') });
    const all = await Promise.all([1, 2, 3].map(() => keepLogs(pool, NOON(DAY))));
    expect(all.reduce((sum, { daysRolledUp }) => sum + daysRolledUp, 0)).toBe(1);
    expect((await keepLogs(pool, NOON(DAY))).daysRolledUp).toBe(0);
    expect(await days(mine)).toMatchObject([{ unchanged: 1 }]);
  });

  it('waits for a poll that began before midnight and is written after it', async () => {
    await ran(mine, { at: '2026-11-22T18:29:50Z' });
    await keepLogs(pool, new Date('2026-11-22T18:31:00Z'));
    expect(await days(mine)).toEqual([]);
    await ran(mine, { at: '2026-11-22T18:29:55Z' });
    await keepLogs(pool, new Date('2026-11-22T19:31:00Z'));
    expect(await days(mine)).toMatchObject([{ day: '2026-11-22', unchanged: 2 }]);
  });

  it('is made up for after days without anybody to do it', async () => {
    for (let n = 1; n <= 5; n += 1) await ran(mine, { at: NOON(addNights(DAY, -n)) });
    await keepLogs(pool, NOON(addNights(DAY, -3)));
    expect(await days(mine)).toHaveLength(2);
    await keepLogs(pool, NOON(DAY));
    expect((await days(mine)).map(({ day }) => day)).toEqual(
      [5, 4, 3, 2, 1].map((before) => addNights(DAY, -before)),
    );
  });
});

describe('a sync run', () => {
  const oldest = addNights(DAY, -RETENTION.runDays);

  it('goes after 30 days, its day rolled up before', async () => {
    await ran(mine, { at: NOON(addNights(oldest, -1)) }, { at: NOON(oldest) });
    expect(await keepLogs(pool, NOON(DAY))).toMatchObject({ daysRolledUp: 2, runsDropped: 1 });
    expect(await runs()).toBe(1);
    expect(await days(mine)).toMatchObject([{ unchanged: 1 }, { unchanged: 1 }]);
    // What is gone is not counted again.
    await keepLogs(pool, NOON(DAY));
    expect(await days(mine)).toMatchObject([{ unchanged: 1 }, { unchanged: 1 }]);
  });

  it('goes in batches, so that no transaction is long, and a stop in the middle loses nothing', async () => {
    await db.admin.query(
      `INSERT INTO sync.ota_sync_logs (organization_id, listing_id, started_at, finished_at, outcome, message)
       SELECT $1, $2, $3::timestamptz + make_interval(secs => n), $3::timestamptz + make_interval(secs => n), 'unchanged', 'test'
       FROM generate_series(1, 12000) AS n`,
      [mine.organizationId, mine.listingId, NOON(addNights(oldest, -2))],
    );
    const stop = ({ runsDropped }: { runsDropped: number }) => {
      if (runsDropped === 10_000) throw new Error('stopped');
    };
    await expect(keepLogs(pool, NOON(DAY), stop)).rejects.toThrow('stopped');
    expect(await runs()).toBe(2_000);
    expect(await keepLogs(pool, NOON(DAY))).toMatchObject({ daysRolledUp: 0, runsDropped: 2_000 });
    expect(await days(mine)).toMatchObject([{ unchanged: 12_000 }]);
  });

  it('of a deleted listing goes too', async () => {
    await db.admin.query(`UPDATE gateway.listings SET status = 'deleted' WHERE id = $1`, [mine.listingId]);
    await ran(mine, { at: NOON(addNights(oldest, -1)) });
    expect(await keepLogs(pool, NOON(DAY))).toMatchObject({ runsDropped: 1 });
  });
});

it('drops kept bodies after 30 days and roll-ups after two years', async () => {
  await db.admin.query(
    `INSERT INTO sync.raw_bodies SELECT gen_random_uuid(), $1, $2, at, 'changed', 'hash', 'sealed' FROM unnest($3::timestamptz[]) AS at`,
    [mine.organizationId, mine.listingId, [NOON(addNights(DAY, -31)), NOON(addNights(DAY, -29))]],
  );
  await ran(mine, { at: NOON(addNights(DAY, -731)) }, { at: NOON(addNights(DAY, -730)) });
  expect(await keepLogs(pool, NOON(DAY))).toEqual({ daysRolledUp: 2, runsDropped: 2, bodiesDropped: 1 });
  expect((await days(mine)).map(({ day }) => day)).toEqual([addNights(DAY, -730)]);
});
