import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addNights } from '@roomnight/calendar/night';
import { connect } from '@roomnight/database/connect';
import { withOrganization } from '@roomnight/database/tenant';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { createActivities } from './activities.ts';
import { brokenRules } from './test-calendar.ts';
import { createTestWorld, type TestWorld, type UnitName } from './test-world.ts';
import { lockUnits } from './transaction/lock-units.ts';

const NOW = new Date('2027-03-01T06:00:00Z');
const FIRST = '2027-03-10';
const ROOMS: UnitName[] = ['cottage', 'roomA', 'roomB'];

let database: TestDatabase;
let activities: ReturnType<typeof createActivities>;
let world: TestWorld;

beforeAll(async () => {
  database = await createTestDatabase();
  activities = createActivities({ pool: database.pool('conflict'), clock: () => NOW });
});
afterAll(() => database.drop());
beforeEach(async () => {
  world = await createTestWorld(database.admin);
});

function claim(requestId: string) {
  return activities.claimNights({ organizationId: world.organizationId, requestId });
}

/** So many requests of free nights, all apart. */
function requests(count: number): Promise<string[]> {
  return Promise.all(
    Array.from({ length: count }, (_, at) => {
      const checkIn = addNights(FIRST, Math.floor(at / ROOMS.length) * 2);
      const unit = ROOMS[at % ROOMS.length] ?? 'cottage';
      return world.request({ unit, checkIn, checkOut: addNights(checkIn, 2), guestName: `Guest ${at}` });
    }),
  );
}

describe('claims that come together', () => {
  test('share transactions, and each is its own: its booking, its guest, and whoever asked for it', async () => {
    const requestIds = await requests(24);
    const people = requestIds.map(() => randomUUID());
    await database.admin.query(
      `UPDATE gateway.booking_requests r SET requested_by = asked.by
       FROM unnest($1::uuid[], $2::uuid[]) AS asked (id, by) WHERE r.id = asked.id`,
      [requestIds, people],
    );

    expect(await Promise.all(requestIds.map(claim))).toEqual(
      requestIds.map((bookingId) => ({ kind: 'accepted', bookingId })),
    );

    const { rows } = await database.admin.query<{ transaction: string; guest: string; by: string }>(
      `SELECT b.xmin::text AS transaction, g.name AS guest, a.actor_id AS by
       FROM unnest($1::uuid[]) WITH ORDINALITY AS asked (booking_id, at)
         JOIN availability.bookings b ON b.id = asked.booking_id JOIN availability.guests g USING (booking_id)
         JOIN log.audit a ON a.subject_id = b.id ORDER BY at`,
      [requestIds],
    );
    expect(rows.map(({ guest, by }) => ({ guest, by }))).toEqual(
      people.map((by, at) => ({ guest: `Guest ${at}`, by })),
    );
    expect(new Set(rows.map(({ transaction }) => transaction)).size).toBeLessThan(12);
    expect(await brokenRules(database.admin, world.organizationId)).toEqual({});
  });

  test('and want one room: one has it, and each of the others learns who', async () => {
    const requestIds = await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        world.request({
          unit: at % 2 === 0 ? 'villa' : 'roomB',
          checkIn: addNights(FIRST, at % 3),
          checkOut: addNights(FIRST, 4),
        }),
      ),
    );
    const answers = await Promise.all(requestIds.map(claim));
    const winner = answers.find(({ kind }) => kind === 'accepted');
    if (winner?.kind !== 'accepted') throw new Error('nobody has it');
    const refused = answers.filter((answer) => answer.kind === 'refused');
    expect(refused).toHaveLength(7);
    for (const { taken } of refused) {
      expect(new Set(taken.map(({ bookingId }) => bookingId))).toEqual(new Set([winner.bookingId]));
    }
    expect(await brokenRules(database.admin, world.organizationId)).toEqual({});
  });

  test('and one that can only fail: it fails by itself', async () => {
    const [foreign = ''] = await requests(1);
    await claim(foreign);
    const stranger = world;
    world = await createTestWorld(database.admin);
    const requestIds = await requests(6);
    // It would become a booking that another organization has.
    await database.admin.query('DELETE FROM gateway.booking_requests WHERE id = $1', [foreign]);
    await database.admin.query('UPDATE gateway.booking_requests SET id = $2 WHERE id = $1', [
      requestIds[2],
      foreign,
    ]);
    requestIds[2] = foreign;

    const results = await Promise.allSettled(requestIds.map(claim));
    expect(results.map(({ status }) => status)).toEqual(
      requestIds.map((id) => (id === foreign ? 'rejected' : 'fulfilled')),
    );
    expect(results[2]).toMatchObject({ reason: { message: expect.stringContaining('row-level security') } });
    for (const { organizationId } of [stranger, world]) {
      expect(await brokenRules(database.admin, organizationId)).toEqual({});
    }
  });

  test('one of them unknown, one asked before, one with a key that was used: each has its own answer', async () => {
    const [before = '', reused = '', fresh = ''] = await requests(3);
    const first = await claim(before);
    await claim(reused);
    await database.admin.query(`UPDATE gateway.booking_requests SET body_hash = 'other' WHERE id = $1`, [
      reused,
    ]);
    const unknown = randomUUID();
    const results = await Promise.allSettled([unknown, before, fresh, reused].map(claim));
    expect(results).toMatchObject([
      { status: 'rejected', reason: { type: 'NotFound' } },
      { status: 'fulfilled', value: first },
      { status: 'fulfilled', value: { kind: 'accepted', bookingId: fresh } },
      { status: 'rejected', reason: { type: 'IdempotencyKeyReused' } },
    ]);
  });

  test('do not wait for each other: one whose unit is busy for long takes its time, the others have their answer', async () => {
    // Whoever waits for a unit as long as this connection lets it would wait until this test is over.
    const patient = '-c lock_timeout=60s -c timezone=UTC -c datestyle=ISO';
    const pool = connect({
      url: `${database.url('conflict')}?options=${encodeURIComponent(patient)}`,
      applicationName: 'test',
    });
    const { claimNights } = createActivities({ pool, clock: () => NOW });
    const { organizationId } = world;
    const requestIds = await requests(6);
    const busy = new Set(requestIds.filter((_, at) => at % ROOMS.length === 0));
    const answered: string[] = [];
    const release = Promise.withResolvers<void>();
    const locked = Promise.withResolvers<void>();
    const holding = withOrganization(database.pool('conflict'), world.organizationId, async (tx) => {
      await lockUnits(tx, 'units', [world.unit.cottage]);
      locked.resolve();
      await release.promise;
    });
    await locked.promise;
    const all = requestIds.map(async (requestId) => {
      await claimNights({ organizationId, requestId });
      answered.push(requestId);
    });

    await Promise.all(all.filter((_, at) => !busy.has(requestIds[at] ?? '')));
    expect(new Set(answered)).toEqual(new Set(requestIds).difference(busy));
    release.resolve();
    await Promise.all([holding, ...all]);
    await pool.end();
    expect(await brokenRules(database.admin, world.organizationId)).toEqual({});
  });
});
