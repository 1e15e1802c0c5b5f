import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addNights } from '@roomnight/calendar/night';
import { eachNight } from '@roomnight/calendar/stay';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { createActivities } from './activities.ts';
import { brokenRules } from './test-calendar.ts';
import { createTestWorld, put, type TestPool, type TestWorld } from './test-world.ts';

const TODAY = '2027-03-01';
let now: Date;
let database: TestDatabase;
let activities: ReturnType<typeof createActivities>;
let world: TestWorld;
let pool: TestPool;

beforeAll(async () => {
  database = await createTestDatabase();
  activities = createActivities({ pool: database.pool('conflict'), clock: () => now });
});
afterAll(() => database.drop());
beforeEach(async () => {
  now = new Date(`${TODAY}T06:00:00Z`);
  world = await createTestWorld(database.admin);
  pool = await world.pool(2);
});

const nights = (from: number, to: number) => ({
  checkIn: addNights(TODAY, from),
  checkOut: addNights(TODAY, to),
});

async function sound(): Promise<void> {
  expect(await brokenRules(database.admin, world.organizationId)).toEqual({});
}

async function claim(from: number, to: number, unit = pool.unitId, fields: { holdMinutes?: number } = {}) {
  const requestId = await world.request({ unit, ...nights(from, to), ...fields });
  const answer = await activities.claimNights({ organizationId: world.organizationId, requestId });
  await sound();
  return answer.kind === 'accepted' ? answer.bookingId : answer.taken.map(({ bookingId }) => bookingId);
}

async function sell(listingId: string, from: number, to: number, bookingId: string = randomUUID()) {
  const changeSetId = await world.changeSet(listingId, [put({ bookingId, ...nights(from, to) })]);
  await activities.applyChangeSet({ organizationId: world.organizationId, changeSetId });
  await sound();
  return bookingId;
}

async function cancel(bookingId: string) {
  const requestId = await world.cancellation(bookingId);
  await activities.cancelBooking({ organizationId: world.organizationId, bookingId, requestId });
  await sound();
}

async function room(bookingId: string | string[]) {
  const { rows } = await database.admin.query<{ room: string }>(
    'SELECT assigned_unit_id AS room FROM availability.bookings WHERE id = $1',
    [bookingId],
  );
  return rows[0]?.room;
}

async function conflicts() {
  const { rows } = await database.admin.query<{ kind: string; status: string }>(
    `SELECT kind, status, severity_reason, unit_id FROM availability.calendar_conflicts WHERE organization_id = $1`,
    [world.organizationId],
  );
  return rows;
}

describe('a room type of two rooms', () => {
  test('gives each stay a room of its own, and refuses the one too many with who has them', async () => {
    const [one, other] = [await claim(5, 8), await claim(6, 9)];
    expect([await room(one), await room(other)].toSorted()).toEqual(pool.rooms);
    expect(await claim(7, 8)).toEqual(expect.arrayContaining([one, other]));
    expect(await conflicts()).toEqual([]);
  });

  test('moves guests who have not arrived where that makes room, on the record', async () => {
    await claim(5, 7);
    const between = await claim(7, 8);
    const last = await claim(7, 10);
    await cancel(String(between));
    // The first room is taken on one of the nights, the second on the other.
    const long = await claim(6, 8);
    expect(typeof long).toBe('string');
    const { rows } = await database.admin.query(
      `SELECT subject_id, reason FROM log.audit WHERE organization_id = $1 AND action = 'booking.moved'`,
      [world.organizationId],
    );
    expect(rows).toEqual([
      { subject_id: last, reason: 'It has another room of its type now; no guest had arrived.' },
    ]);
  });

  test('moves nobody who has arrived: then a stay that fits in no room is a conflict, if a platform sold it', async () => {
    const first = await claim(1, 4);
    const other = await claim(1, 3);
    now = new Date(`${addNights(TODAY, 2)}T06:00:00Z`);
    const rooms = [await room(first), await room(other)];
    const sold = await sell(pool.airbnb, 3, 6);
    expect(await room(sold)).toBe(rooms[1]);
    await sell(pool.vrbo, 3, 5);
    expect([await room(first), await room(other)]).toEqual(rooms);
    expect(await conflicts()).toMatchObject([
      {
        kind: 'pool',
        status: 'detected',
        unit_id: pool.unitId,
        severity_reason: expect.stringMatching(
          /^(One stay more than there are rooms|A guest is in the house)/,
        ),
      },
    ]);
  });

  test.each(['first', 'second'])(
    'with the %s room on hold is full to who asks, but a platform’s sale gets that room and no other',
    async (which) => {
      const hold = () => claim(5, 8, pool.unitId, { holdMinutes: 30 });
      if (which === 'first') await hold();
      await claim(5, 8);
      if (which === 'second') await hold();
      expect(typeof (await claim(6, 7))).toBe('object');
      expect(typeof (await hold())).toBe('object');
      expect(await conflicts()).toEqual([]);
      await sell(pool.airbnb, 6, 8);
      const reason = expect.stringContaining('Nights on hold were taken');
      expect(await conflicts()).toMatchObject([{ kind: 'pool', severity_reason: reason }]);
    },
  );

  test('a conflict of one too many ends when any of them goes, whichever room that had', async () => {
    const [one] = [await claim(5, 8), await claim(5, 8)];
    await sell(pool.airbnb, 5, 8);
    expect(await conflicts()).toMatchObject([{ kind: 'pool', status: 'detected' }]);
    await cancel(String(one));
    expect(await conflicts()).toMatchObject([{ kind: 'pool', status: 'resolved' }]);
  });

  test('a person may ask for one of the rooms itself: who has that one moves to another', async () => {
    const booked = await claim(5, 8);
    const wanted = await room(booked);
    expect(typeof (await claim(5, 8, wanted))).toBe('string');
    expect(await room(booked)).toBe(pool.rooms.find((id) => id !== wanted));
    expect(typeof (await claim(5, 6, pool.rooms[0]))).toBe('object');
  });
});

test(
  'whatever is sold, moved and cancelled: a conflict is open exactly while a night is wanted more often than there are rooms',
  { timeout: 60_000 },
  async () => {
    const step = fc.record({
      does: fc.constantFrom('claim' as const, 'sell' as const, 'sell' as const, 'cancel' as const),
      slot: fc.nat(6),
      from: fc.integer({ min: 1, max: 7 }),
      length: fc.integer({ min: 1, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), fc.constantFrom(2, 3), async (steps, size) => {
        const { rooms, ...type } = await world.pool(size);
        const wanted = new Map<string, string[]>();
        const wrong: unknown[] = [];
        const slots = new Map<number, string>();
        for (const { does, slot, from, length } of steps) {
          const stay = nights(from, from + length);
          if (does === 'claim') {
            const answer = await claim(from, from + length, type.unitId);
            const isFree = eachNight(stay).every(
              (night) => [...wanted.values()].filter((each) => each.includes(night)).length < rooms.length,
            );
            // While a room is shared by two nobody knows whose it is.
            const isCertain = !isFree || isSound(wanted, rooms.length);
            if (isCertain && isFree !== (typeof answer === 'string')) wrong.push(answer);
            if (typeof answer === 'string') wanted.set(answer, eachNight(stay));
          } else if (does === 'sell') {
            const id = slots.get(slot) ?? randomUUID();
            slots.set(slot, id);
            await sell(slot % 2 === 0 ? type.airbnb : type.vrbo, from, from + length, id);
            wanted.set(id, eachNight(stay));
          } else {
            const id = [...wanted.keys()].find((key) => ![...slots.values()].includes(key));
            if (id === undefined) continue;
            await cancel(id);
            wanted.delete(id);
          }
          const { rows } = await database.admin.query(
            `SELECT kind FROM availability.calendar_conflicts WHERE unit_id = $1 AND status <> 'resolved'`,
            [type.unitId],
          );
          expect(rows.length === 0).toBe(isSound(wanted, rooms.length));
          expect(rows.every(({ kind }) => kind === 'pool')).toBe(true);
          expect(wrong).toEqual([]);
        }
      }),
      { numRuns: 12 },
    );
  },
);

function isSound(wanted: ReadonlyMap<string, readonly string[]>, rooms: number): boolean {
  const nightsWanted = Map.groupBy([...wanted.values()].flat(), (night) => night);
  return [...nightsWanted.values()].every((times) => times.length <= rooms);
}
