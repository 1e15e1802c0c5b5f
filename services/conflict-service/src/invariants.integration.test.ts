import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addNights } from '@roomnight/calendar/night';
import { withOrganization } from '@roomnight/database/tenant';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { createActivities } from './activities.ts';
import { brokenRules } from './test-calendar.ts';
import { createTestWorld, UNITS, type TestWorld } from './test-world.ts';
import { writeLocks } from './transaction/write-locks.ts';

const NOW = new Date('2027-03-01T06:00:00Z');
const FIRST = '2027-03-10';
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

async function claim(fields: Parameters<TestWorld['request']>[0]) {
  const requestId = await world.request(fields);
  return activities.claimNights({ organizationId: world.organizationId, requestId });
}

const nights = (from: number, length: number) => ({
  checkIn: addNights(FIRST, from),
  checkOut: addNights(FIRST, from + length),
});

describe('one owner a night', () => {
  const insertLock = (unitId: string, bookingId: string) =>
    withOrganization(database.pool('conflict'), world.organizationId, (tx) =>
      tx.query(
        `INSERT INTO availability.availability_locks (organization_id, unit_id, booking_id, check_in, check_out, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [world.organizationId, unitId, bookingId, FIRST, addNights(FIRST, 1), NOW],
      ),
    );

  test('the database refuses a second lock, even to the service’s own role', async () => {
    const answer = await claim({ unit: 'cottage', ...nights(0, 3) });
    if (answer.kind !== 'accepted') throw new Error('the claim was refused');
    await expect(insertLock(world.unit.cottage, answer.bookingId)).rejects.toMatchObject({
      constraint: 'one_owner_a_night',
    });
  });

  test('the database refuses a lock on a unit that has parts', async () => {
    const answer = await claim({ unit: 'cottage', ...nights(0, 3) });
    if (answer.kind !== 'accepted') throw new Error('the claim was refused');
    await expect(insertLock(world.unit.villa, answer.bookingId)).rejects.toThrow('lock its leaves');
  });

  test('nights taken behind the one path’s back fail the whole transaction', async () => {
    const [holder, loser] = [
      await claim({ unit: 'cottage', ...nights(0, 3) }),
      await claim({ unit: 'cottage', ...nights(5, 1) }),
    ];
    if (holder.kind !== 'accepted' || loser.kind !== 'accepted') throw new Error('a claim was refused');
    const added = [
      { unitId: world.unit.cottage, bookingId: loser.bookingId, ...nights(8, 2), expiresAt: null },
      { unitId: world.unit.cottage, bookingId: loser.bookingId, ...nights(2, 2), expiresAt: null },
    ];
    const writing = withOrganization(database.pool('conflict'), world.organizationId, (tx) =>
      writeLocks(tx, world.organizationId, { dropped: [], added, renewed: [] }, NOW),
    );
    await expect(writing).rejects.toMatchObject({ constraint: 'one_owner_a_night' });
    const { rows } = await database.admin.query<{ bookingId: string }>(
      `SELECT booking_id AS "bookingId" FROM availability.availability_locks WHERE unit_id = $1 ORDER BY check_in`,
      [world.unit.cottage],
    );
    expect(rows.map(({ bookingId }) => bookingId)).toEqual([holder.bookingId, loser.bookingId]);
    expect(await brokenRules(database.admin, world.organizationId)).toEqual({});
  });

  test('64 clients at once, each for several units and most of them for the same ones: all of them or none, and no deadlock', async () => {
    const orders = [
      ['cottage', 'roomA'],
      ['roomA', 'cottage'],
      ['villa', 'cottage'],
      ['roomB', 'roomA', 'cottage'],
    ] as const;
    const answers = await Promise.all(
      Array.from({ length: 64 }, (_, n) => {
        const [unit, ...also] = orders[n % orders.length] ?? orders[0];
        return claim({ unit, also, ...nights(n % 6, 1 + (n % 3)), ...(n % 5 === 0 && { holdMinutes: 15 }) });
      }),
    );
    expect(answers.filter(({ kind }) => kind === 'accepted').length).toBeGreaterThanOrEqual(2);
    for (const [n, answer] of answers.entries()) {
      if (answer.kind === 'refused') continue;
      const ids = [answer.bookingId, ...(answer.alsoBookingIds ?? [])];
      expect(ids).toHaveLength(orders[n % orders.length]?.length ?? 0);
      const { rows } = await database.admin.query<{ nights: number }>(
        `SELECT sum(check_out - check_in)::int AS nights FROM availability.availability_locks WHERE booking_id = ANY($1)`,
        [ids],
      );
      const leaves = [2, 2, 3, 3][n % orders.length] ?? 0;
      expect(rows[0]?.nights).toBe(leaves * (1 + (n % 3)));
    }
    expect(await brokenRules(database.admin, world.organizationId)).toEqual({});
  });

  test('64 clients at once on few nights: no deadlock, no double sale, and someone gets each night', async () => {
    const deadlocks = async () =>
      (
        await database.admin.query(
          `SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`,
        )
      ).rows;
    const before = await deadlocks();
    const answers = await Promise.all(
      Array.from({ length: 64 }, (_, n) =>
        claim({ unit: UNITS[n % UNITS.length] ?? 'cottage', ...nights(n % 5, 1 + (n % 3)) }),
      ),
    );
    expect(answers.filter(({ kind }) => kind === 'accepted').length).toBeGreaterThanOrEqual(3);
    expect(await deadlocks()).toEqual(before);
    expect(await brokenRules(database.admin, world.organizationId)).toEqual({});
  });

  test('ten confirmations of one slot: one is accepted, nine learn who holds it', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => claim({ unit: 'cottage', ...nights(0, 2) })),
    );
    const accepted = answers.flatMap((answer) => (answer.kind === 'accepted' ? [answer.bookingId] : []));
    const holders = answers.flatMap((answer) => (answer.kind === 'refused' ? answer.taken : []));
    expect(accepted).toHaveLength(1);
    expect(holders.map(({ bookingId }) => bookingId)).toEqual(Array.from({ length: 9 }, () => accepted[0]));
  });
});
