import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addNights, istNight } from '@roomnight/calendar/night';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { createParserPool } from '../reading/parser-pool.ts';
import { body, openTestFeed, type TestFeed, vrboFeed } from './test-feed.ts';

const START = new Date('2026-11-23T06:30:00Z');
const TODAY = istNight(START);
const parsers = createParserPool({ threads: 1 });
const night = (offset: number): string => addNights(TODAY, offset);

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

async function rows(sql: string, id = feed.listingId) {
  return (await db.admin.query(sql, [id])).rows;
}

/** Changes the listing as the gateway does. */
async function change(what: string): Promise<void> {
  await db.admin.query(`UPDATE gateway.listings SET ${what}, revision = revision + 1 WHERE id = $1`, [
    feed.listingId,
  ]);
}

/** A stay that somebody holds in the unit. */
async function hold(from: number, to: number, listingId: string | null = null): Promise<string> {
  const id = randomUUID();
  await db.admin.query(
    `INSERT INTO availability.bookings (id, organization_id, unit_id, listing_id, source, kind, status, check_in,
       check_out, reason, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, 'stay', 'active', $6, $7, 'test', $8, $8)`,
    [
      id,
      feed.organizationId,
      feed.unitId,
      listingId,
      listingId === null ? 'direct' : 'import',
      night(from),
      night(to),
      feed.now,
    ],
  );
  await db.admin.query(
    `INSERT INTO availability.availability_locks (organization_id, unit_id, booking_id, check_in, check_out, created_at)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [feed.organizationId, feed.unitId, id, night(from), night(to), feed.now],
  );
  return id;
}

describe('a listing by hand whose feed verifies it', () => {
  beforeEach(() => change(`mode = 'manual_verified'`));

  it('compares what is closed there with what is held here and what was ticked off, and changes no calendar', async () => {
    await hold(5, 7);
    await hold(10, 12);
    await hold(20, 22);
    await db.admin.query('INSERT INTO checklists.acknowledged_nights VALUES ($1, $2, $3, $4)', [
      feed.listingId,
      feed.organizationId,
      `{[${night(5)},${night(7)}),[${night(10)},${night(12)})}`,
      feed.now,
    ]);
    feed.answer = body(vrboFeed(TODAY, 5, 30));
    expect(await feed.poll()).toMatchObject({ result: { kind: 'healthChanged', health: 'healthy' } });
    expect(
      await rows(
        `SELECT open_nights::text AS open, ticked_nights::text AS ticked, unknown_nights::text AS unknown
         FROM sync.verifications WHERE listing_id = $1`,
      ),
    ).toEqual([
      {
        open: `{[${night(10)},${night(12)}),[${night(20)},${night(22)})}`,
        ticked: `{[${night(10)},${night(12)})}`,
        unknown: `{[${night(30)},${night(32)})}`,
      },
    ]);
    const [{ last_message: message }] = await rows(
      'SELECT last_message FROM sync.feeds WHERE listing_id = $1',
    );
    expect(message).toMatch(
      /^2 nights still to be closed there, 2 nights ticked off and still open there, 2 nights closed/,
    );
    expect(await rows('SELECT FROM sync.change_sets WHERE listing_id = $1')).toEqual([]);
    expect(await rows('SELECT FROM sync.feed_snapshots WHERE listing_id = $1')).toEqual([]);
    expect(await rows('SELECT DISTINCT is_imported FROM sync.feed_events WHERE listing_id = $1')).toEqual([
      { is_imported: false },
    ]);
  });

  it('sees what was done since although the feed says the same, and says so once', async () => {
    feed.answer = body(vrboFeed(TODAY, 30));
    await feed.poll();
    const told = () =>
      rows(`SELECT count(*)::int AS n FROM log.events WHERE listing_id = $1 AND type = 'SyncCompleted'`);
    const before = await told();
    feed.wait(45);
    await feed.poll();
    expect(await told()).toEqual(before);
    await hold(30, 32);
    feed.wait(45);
    await feed.poll();
    expect(
      await rows('SELECT unknown_nights::text AS u FROM sync.verifications WHERE listing_id = $1'),
    ).toEqual([{ u: '{}' }]);
    expect((await told())[0].n).toBe(before[0].n + 1);
  });

  it('frees nothing of what was imported before, whatever its feed shows', async () => {
    await change(`mode = 'ical'`);
    feed.answer = body(vrboFeed(TODAY, 5, 10));
    expect(await feed.poll()).toMatchObject({ result: { kind: 'changed' } });
    await change(`mode = 'manual_verified'`);
    feed.answer = body(vrboFeed(TODAY));
    for (const minutes of [1, 45, 90]) {
      feed.wait(minutes);
      await feed.poll();
    }
    feed.answer = { kind: 'not-modified' };
    expect(await feed.poll()).toMatchObject({ result: { health: 'failing' } });
    expect(await rows('SELECT FROM sync.change_sets WHERE listing_id = $1')).toHaveLength(1);
  });

  it('asks nobody any more what its feed would free', async () => {
    await change(`mode = 'ical'`);
    feed.answer = body(vrboFeed(TODAY, 5, 10));
    await feed.poll();
    feed.answer = body(vrboFeed(TODAY));
    feed.wait(45);
    await feed.poll();
    const standing = () => rows('SELECT status, closed_at FROM sync.quarantines WHERE listing_id = $1');
    expect(await standing()).toMatchObject([{ status: 'open', closed_at: null }]);
    await change(`mode = 'manual_verified'`);
    feed.wait(1);
    await feed.poll();
    expect(await standing()).toMatchObject([{ status: 'recovered', closed_at: feed.now }]);
    feed.wait(45);
    await feed.poll();
    expect(await standing()).toHaveLength(1);
  });

  it('stops when it is kept by hand alone', async () => {
    await change(`mode = 'manual'`);
    expect(await feed.poll()).toMatchObject({ kind: 'done', result: { kind: 'stopped' } });
  });
});

describe('a listing made anew', () => {
  it('takes over what a deleted one of the same unit and account left, by nights and kind', async () => {
    const left = await hold(5, 7, feed.listingId);
    await hold(10, 13, feed.listingId);
    await change(`status = 'deleted'`);
    const anew = await openTestFeed(db, { pool, parsers, now: START, beside: { feed, of: 'unit' } });
    anew.answer = body(vrboFeed(TODAY, 5, 10));
    await anew.poll();
    const [{ changes }] = await rows(
      'SELECT changes FROM sync.change_sets WHERE listing_id = $1',
      anew.listingId,
    );
    expect(changes).toMatchObject([
      { op: 'put', bookingId: left, checkIn: night(5) },
      { op: 'put', checkIn: night(10), checkOut: night(12) },
    ]);
    expect(changes[1].bookingId).not.toBe(left);
  });
});

describe('the events of a feed', () => {
  it('are written when the feed says something else, and only then', async () => {
    feed.answer = body(vrboFeed(TODAY, 5, 10));
    await feed.poll();
    const events = () =>
      rows(`SELECT xmin::text AS written, check_in, class, is_imported, reason, line FROM sync.feed_events
            WHERE listing_id = $1 ORDER BY position`);
    const before = await events();
    expect(before).toMatchObject([
      { check_in: night(5), class: 'stay', is_imported: true, line: 4 },
      { check_in: night(10), class: 'stay', reason: 'VRBO reports it as reserved.' },
    ]);
    expect(JSON.stringify(before)).not.toContain('Zubeida');
    feed.wait(45);
    await feed.poll();
    expect(await events()).toEqual(before);
    feed.wait(45);
    feed.answer = body(vrboFeed(TODAY, 5, 10, 15));
    await feed.poll();
    expect(await events()).toHaveLength(3);
  });

  it('stay as they were when the feed is not believed', async () => {
    feed.answer = body(vrboFeed(TODAY, 5, 10));
    await feed.poll();
    feed.wait(45);
    feed.answer = body(vrboFeed(TODAY));
    expect(await feed.poll()).toMatchObject({ result: { health: 'suspect' } });
    expect(await rows('SELECT FROM sync.feed_events WHERE listing_id = $1')).toHaveLength(2);
  });

  it('are read anew when our export changed what they are', async () => {
    const block = vrboFeed(TODAY, 20).replace('Reserved - Zubeida', 'Blocked');
    const guest = vrboFeed(TODAY, 5).match(/BEGIN:VEVENT.*END:VEVENT\r\n/s)?.[0] ?? '';
    feed.answer = body(block.replace('END:VCALENDAR', `${guest}END:VCALENDAR`));
    await db.admin.query(
      `INSERT INTO gateway.export_versions (listing_id, calendar_version, organization_id, etag, nights, rendered_at)
       VALUES ($1, 1, $2, 'e', $3, $4)`,
      [feed.listingId, feed.organizationId, `{[${night(20)},${night(22)})}`, START],
    );
    await feed.poll();
    const classes = () =>
      rows('SELECT class, is_imported FROM sync.feed_events WHERE listing_id = $1 ORDER BY position');
    expect(await classes()).toMatchObject([{ class: 'stay' }, { class: 'own_echo', is_imported: false }]);
    // What was exported a day ago is no longer taken for what the platform shows.
    feed.wait(25 * 60);
    expect(await feed.poll()).toMatchObject({ result: { kind: 'changed' } });
    feed.wait(45);
    await feed.poll();
    expect(await classes()).toMatchObject([{ class: 'stay' }, { class: 'block', is_imported: true }]);
  });
});
