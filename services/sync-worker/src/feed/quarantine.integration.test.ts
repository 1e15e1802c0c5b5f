import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { istNight } from '@roomnight/calendar/night';
import type { Change } from '@roomnight/contracts/change-set';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { createParserPool } from '../reading/parser-pool.ts';
import { body, openTestFeed, type TestFeed, vrboFeed } from './test-feed.ts';

const START = new Date('2026-11-23T06:30:00Z');
const TODAY = istNight(START);
const MANAGER = randomUUID();
const parsers = createParserPool({ threads: 1 });

let db: TestDatabase;
let pool: Pool;
let feed: TestFeed;

beforeAll(async () => {
  db = await createTestDatabase();
  pool = db.pool('sync');
});
afterAll(async () => {
  await parsers.close();
  await db.drop();
});
beforeEach(async () => {
  feed = await openTestFeed(db, { pool, parsers, now: START });
});

/** Polls a feed that holds stays of two nights, each so many nights from today, and gives the changes found. */
async function poll(on: TestFeed, ...starts: number[]): Promise<Change[]> {
  on.answer = body(vrboFeed(TODAY, ...starts));
  const polled = await on.poll();
  if (polled.kind === 'notDue' || polled.result.kind !== 'changed') return [];
  const { rows } = await db.admin.query('SELECT changes FROM sync.change_sets WHERE id = $1', [
    polled.result.changeSetId,
  ]);
  return rows[0].changes;
}

async function quarantines(on: TestFeed) {
  const { rows } = await db.admin.query(
    'SELECT * FROM sync.quarantines WHERE listing_id = $1 ORDER BY opened_at, id',
    [on.listingId],
  );
  return rows;
}

async function standing(on: TestFeed) {
  const open = (await quarantines(on)).filter(({ closed_at }) => closed_at === null);
  expect(open.length).toBeLessThanOrEqual(1);
  return open[0];
}

async function healthOf(on: TestFeed): Promise<string> {
  const { rows } = await db.admin.query('SELECT health FROM sync.feeds WHERE listing_id = $1', [
    on.listingId,
  ]);
  return rows[0].health;
}

/** What the gateway does when a person decides: frees these bookings, keeps all others that are shown. */
async function decide(on: TestFeed, which: (bookings: string[]) => string[]): Promise<void> {
  const { id, revision, releases } = await standing(on);
  await db.admin.query(
    `INSERT INTO gateway.quarantine_decisions (organization_id, listing_id, quarantine_id, revision, free, shown, reason,
       decided_by, decided_at) VALUES ($1, $2, $3, $4, $5, $6, 'seen on the platform', $7, $8)`,
    [
      on.organizationId,
      on.listingId,
      id,
      revision,
      which(releases.map(({ bookingId }: { bookingId: string }) => bookingId)),
      JSON.stringify(releases),
      MANAGER,
      on.now,
    ],
  );
  await db.admin.query('UPDATE gateway.listings SET revision = revision + 1 WHERE id = $1', [on.listingId]);
}

const all = (bookings: string[]) => bookings;
const none = () => [];

describe('a feed that lost everything at once', () => {
  beforeEach(async () => {
    await poll(feed, 5, 10, 15, 20);
    feed.wait(45);
    await poll(feed, 20);
  });

  it('is quarantined with the nights of each booking it would free', async () => {
    expect(await standing(feed)).toMatchObject({
      status: 'open',
      is_whole_feed: true,
      reason: '3 of 4 bookings vanished from the feed at once.',
      revision: 1,
      releases: [
        { kind: 'stay', nights: [{ checkIn: '2026-11-28', checkOut: '2026-11-30' }] },
        { kind: 'stay', nights: [{ checkIn: '2026-12-03', checkOut: '2026-12-05' }] },
        { kind: 'stay', nights: [{ checkIn: '2026-12-08', checkOut: '2026-12-10' }] },
      ],
    });
    expect(await healthOf(feed)).toBe('suspect');
    feed.wait(10);
    await poll(feed, 20);
    expect(await standing(feed)).toMatchObject({ revision: 1 });
  });

  it('is asked again soon for two hours, and then as often as any other', async () => {
    const untilNext = async () => {
      const { rows } = await db.admin.query('SELECT next_poll_at FROM sync.feeds WHERE listing_id = $1', [
        feed.listingId,
      ]);
      return (rows[0].next_poll_at.getTime() - feed.now.getTime()) / 60_000;
    };
    expect(await untilNext()).toBe(10);
    feed.wait(119);
    await poll(feed, 20);
    expect(await untilNext()).toBe(10);
    feed.wait(10);
    await poll(feed, 20);
    expect(await healthOf(feed)).toBe('suspect');
    expect(await untilNext()).toBeGreaterThanOrEqual(30);
  });

  it('frees at once what a person accepts, with that person as its author', async () => {
    await decide(feed, all);
    feed.wait(1);
    const changes = await poll(feed, 20);
    expect(changes.map(({ op, by }) => `${op} ${by}`)).toEqual(Array(3).fill(`cancel ${MANAGER}`));
    expect(await quarantines(feed)).toMatchObject([{ status: 'accepted', closed_at: feed.now }]);
    expect(await healthOf(feed)).toBe('healthy');
    feed.wait(45);
    expect(await poll(feed, 20)).toEqual([]);
  });

  it('frees nothing that the feed shows again meanwhile', async () => {
    await decide(feed, all);
    feed.wait(1);
    expect(await poll(feed, 5, 10, 15, 20)).toEqual([]);
    expect(await quarantines(feed)).toMatchObject([{ status: 'recovered', closed_at: feed.now }]);
  });

  it('is healthy for everything else when a person rejects it, and what was kept can be freed later', async () => {
    await decide(feed, none);
    feed.wait(1);
    expect(await poll(feed, 20, 30)).toMatchObject([{ op: 'put', checkIn: '2026-12-23' }]);
    expect(await healthOf(feed)).toBe('healthy');
    const { status, releases } = await standing(feed);
    expect(status).toBe('rejected');
    expect(releases.map(({ said }: { said?: string }) => said)).toEqual(['keep', 'keep', 'keep']);
    feed.wait(24 * 60);
    expect(await poll(feed, 20, 30)).toEqual([]);

    await decide(feed, ([first]) => [first ?? '']);
    feed.wait(1);
    expect(await poll(feed, 20, 30)).toMatchObject([{ op: 'cancel', by: MANAGER }]);
    expect((await standing(feed)).releases).toHaveLength(2);
  });

  it('counts a kept booking as missing again after the feed has shown it', async () => {
    await decide(feed, none);
    feed.wait(1);
    await poll(feed, 20);
    feed.wait(45);
    await poll(feed, 5, 10, 15, 20);
    expect(await standing(feed)).toBeUndefined();
    feed.wait(45);
    await poll(feed, 20);
    expect(await standing(feed)).toMatchObject({ status: 'open', is_whole_feed: true });
  });

  it('recovers by itself', async () => {
    feed.wait(10);
    expect(await poll(feed, 5, 10, 15, 20)).toEqual([]);
    expect(await quarantines(feed)).toMatchObject([{ status: 'recovered', closed_at: feed.now }]);
    expect(await healthOf(feed)).toBe('healthy');
  });

  it('keeps a decision until the feed can be read', async () => {
    await decide(feed, all);
    feed.answer = { kind: 'failed', class: 'http_status', message: 'The server answered 500.', status: 500 };
    feed.wait(1);
    await feed.poll();
    expect(await standing(feed)).toMatchObject({ status: 'open', decision_ids: [] });
    feed.wait(5);
    expect(await poll(feed, 20)).toHaveLength(3);
  });

  it('says of a booking that a person was not shown nothing', async () => {
    await decide(feed, all);
    feed.wait(1);
    // The last one is gone now too, and nothing is left ahead.
    expect(await poll(feed)).toEqual([]);
    const { releases, status } = await standing(feed);
    expect(status).toBe('open');
    expect(releases.map(({ said }: { said?: string }) => said).toSorted()).toEqual([
      'free',
      'free',
      'free',
      undefined,
    ]);
  });
});

describe('a guest who is in the house and gone from the feed', () => {
  it('stays until a person decides', async () => {
    await poll(feed, -1, 10, 20);
    feed.wait(45);
    await poll(feed, 10, 20);
    expect(await standing(feed)).toMatchObject({
      status: 'open',
      reason: 'A guest who is in the house vanished from the feed.',
      releases: [{ nights: [{ checkIn: TODAY, checkOut: '2026-11-24' }] }],
    });
    await decide(feed, all);
    expect(await poll(feed, 10, 20)).toMatchObject([{ op: 'cancel', by: MANAGER }]);
  });
});

describe('two listings of one account that lose bookings together', () => {
  let other: TestFeed;
  beforeEach(async () => {
    other = await openTestFeed(db, { pool, parsers, now: START, beside: { feed, of: 'account' } });
    await poll(feed, 5, 10, 15, 20, 25);
    await poll(other, 5, 10, 15, 20, 25);
  });

  async function bothShrink(minutesApart: number): Promise<void> {
    feed.wait(45);
    await poll(feed, 15, 20, 25);
    other.wait(45 + minutesApart);
    await poll(other, 15, 20, 25);
  }

  it('are both suspect, the first at its confirming poll', async () => {
    await bothShrink(20);
    expect([await healthOf(feed), await healthOf(other)]).toEqual(['healthy', 'suspect']);
    feed.wait(40);
    expect(await poll(feed, 15, 20, 25)).toEqual([]);
    expect([await healthOf(feed), await healthOf(other)]).toEqual(['suspect', 'suspect']);
    expect((await standing(feed)).reason).toMatch(/another listing of the same account lost bookings too/);
  });

  it('stay so, each until it is decided or shows its bookings again', async () => {
    await bothShrink(20);
    feed.wait(40);
    await poll(feed, 15, 20, 25);
    await decide(feed, all);
    expect(await poll(feed, 15, 20, 25)).toHaveLength(2);
    for (const minutes of [10, 60, 5 * 60]) {
      other.wait(minutes);
      expect(await poll(other, 15, 20, 25)).toEqual([]);
      expect(await healthOf(other)).toBe('suspect');
    }
    expect(await poll(other, 5, 10, 15, 20, 25)).toEqual([]);
    expect(await healthOf(other)).toBe('healthy');
  });

  it('are not suspect when the first was confirmed before', async () => {
    feed.wait(45);
    await poll(feed, 15, 20, 25);
    feed.wait(31);
    expect(await poll(feed, 15, 20, 25)).toHaveLength(2);
    other.wait(90);
    await poll(other, 15, 20, 25);
    expect(await healthOf(other)).toBe('healthy');
  });

  it('are not suspect for what another organization’s listing lost', async () => {
    const stranger = await openTestFeed(db, { pool, parsers, now: START });
    await poll(stranger, 5, 10, 15, 20, 25);
    stranger.wait(45);
    await poll(stranger, 15, 20, 25);
    feed.wait(50);
    await poll(feed, 15, 20, 25);
    expect(await healthOf(feed)).toBe('healthy');
  });
});
