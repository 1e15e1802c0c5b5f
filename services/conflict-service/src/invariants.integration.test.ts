import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addNights } from '@roomnight/calendar/night';
import { withOrganization } from '@roomnight/database/tenant';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { createActivities } from './activities.ts';
import { brokenRules } from './test-calendar.ts';
import { createTestWorld, put, UNITS, type TestWorld } from './test-world.ts';
import { NightsAlreadyHeld, writeLocks } from './transaction/write-locks.ts';

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

  test('nights taken behind the one path’s back fail the whole transaction, and name the holder', async () => {
    const [holder, loser] = [
      await claim({ unit: 'cottage', ...nights(0, 3) }),
      await claim({ unit: 'cottage', ...nights(5, 1) }),
    ];
    if (holder.kind !== 'accepted' || loser.kind !== 'accepted') throw new Error('a claim was refused');
    const added = [
      { unitId: world.unit.cottage, bookingId: loser.bookingId, ...nights(8, 2) },
      { unitId: world.unit.cottage, bookingId: loser.bookingId, ...nights(2, 2) },
    ];
    const writing = withOrganization(database.pool('conflict'), world.organizationId, (tx) =>
      writeLocks(tx, world.organizationId, { dropped: [], added }, NOW),
    );
    await expect(writing).rejects.toThrow(NightsAlreadyHeld);
    await expect(writing).rejects.toMatchObject({
      holders: [{ bookingId: holder.bookingId, ...nights(0, 3) }],
    });
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

describe('any interleaving of claims, imports and cancellations', () => {
  const unit = fc.constantFrom(...UNITS);
  const when = fc.record({ from: fc.nat(9), length: fc.integer({ min: 1, max: 5 }) });
  const step = fc.oneof(
    fc.record({
      does: fc.constant('claim' as const),
      unit,
      when,
      kind: fc.constantFrom('stay' as const, 'block' as const),
    }),
    fc.record({ does: fc.constant('sold' as const), unit, when }),
    fc.record({
      does: fc.constant('import' as const),
      unit,
      when,
      kind: fc.constantFrom('stay' as const, 'block' as const),
      platform: fc.constantFrom('airbnb' as const, 'vrbo' as const),
      slot: fc.nat(1),
      cancels: fc.boolean(),
    }),
    fc.record({ does: fc.constant('cancel' as const), which: fc.nat(20) }),
  );

  test('leaves a sound calendar', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), async (steps) => {
        world = await createTestWorld(database.admin);
        const { organizationId, userId } = world;
        const slots = new Map<string, string>();
        const requests: string[] = [];
        const run = async (each: (typeof steps)[number]): Promise<unknown> => {
          if (each.does === 'cancel') {
            const bookingId = requests[each.which] ?? randomUUID();
            return activities.cancelBooking({
              organizationId,
              bookingId,
              cancelledBy: userId,
              reason: 'test',
            });
          }
          const stay = nights(each.when.from, each.when.length);
          if (each.does === 'import') {
            const listingId = world.listing(each.unit, each.platform);
            const slot = `${listingId} ${each.slot}`;
            const bookingId = slots.get(slot) ?? randomUUID();
            slots.set(slot, bookingId);
            const changeSetId = await world.changeSet(listingId, [
              each.cancels
                ? { op: 'cancel', bookingId, reason: 'Gone' }
                : put({ bookingId, kind: each.kind, ...stay }),
            ]);
            return activities.applyChangeSet({ organizationId, changeSetId });
          }
          const sold =
            each.does === 'sold'
              ? { listingId: world.listing(each.unit, 'booking_com') }
              : { kind: each.kind };
          const requestId = await world.request({ unit: each.unit, ...stay, ...sold });
          requests.push(requestId);
          return activities.claimNights({ organizationId, requestId });
        };
        for (let at = 0; at < steps.length; at += 6) await Promise.all(steps.slice(at, at + 6).map(run));
        expect(await brokenRules(database.admin, organizationId)).toEqual({});
      }),
      { numRuns: 25 },
    );
  });
});
