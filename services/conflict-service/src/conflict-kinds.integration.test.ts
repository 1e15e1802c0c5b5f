import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { createActivities } from './activities.ts';
import { brokenRules } from './test-calendar.ts';
import { createTestWorld, put, type RequestFields, type TestWorld } from './test-world.ts';

const NOW = new Date('2027-03-01T06:00:00Z');
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

async function sound(): Promise<void> {
  expect(await brokenRules(database.admin, world.organizationId)).toEqual({});
}

async function claim(fields: RequestFields): Promise<string> {
  const requestId = await world.request(fields);
  const answer = await activities.claimNights({ organizationId: world.organizationId, requestId });
  expect(answer.kind).toBe('accepted');
  await sound();
  return requestId;
}

async function apply(listingId: string, ...changes: ReturnType<typeof put>[]) {
  const changeSetId = await world.changeSet(listingId, changes);
  await activities.applyChangeSet({ organizationId: world.organizationId, changeSetId });
  await sound();
}

async function cancel(bookingId: string) {
  const requestId = await world.cancellation(bookingId);
  await activities.cancelBooking({ organizationId: world.organizationId, bookingId, requestId });
  await sound();
}

async function conflicts() {
  const { rows } = await database.admin.query<Record<string, unknown>>(
    `SELECT kind, status, check_in, check_out, severity, severity_reason, resolution, listing_id
     FROM availability.calendar_conflicts WHERE organization_id = $1 ORDER BY detected_at, kind`,
    [world.organizationId],
  );
  return rows;
}

const nights = (from: number, to: number) => ({
  checkIn: `2027-03-${String(from).padStart(2, '0')}`,
  checkOut: `2027-03-${String(to).padStart(2, '0')}`,
});

test('a stay on closed nights is a block, two stays are an overlap', async () => {
  await claim({ unit: 'cottage', kind: 'block', ...nights(10, 12) });
  await apply(world.listing('cottage', 'airbnb'), put(nights(11, 14)));
  await apply(world.listing('cottage', 'vrbo'), put(nights(13, 15)));
  const kinds = (await conflicts()).map(({ kind }) => kind);
  expect(kinds.toSorted()).toEqual(['block', 'overlap']);
});

describe('preparation nights', () => {
  const airbnb = () => world.listing('cottage', 'airbnb');
  beforeEach(() => world.change(airbnb(), { settings: { preparationNightsAfter: 1 } }));

  test('with a guest on them are a conflict found by the claim that takes them, and over when that is cancelled', async () => {
    await apply(airbnb(), put(nights(10, 13)));
    await claim({ unit: 'cottage', ...nights(14, 15) });
    expect(await conflicts()).toEqual([]);
    const inTheWay = await claim({ unit: 'cottage', ...nights(13, 14) });
    expect(await conflicts()).toMatchObject([
      {
        kind: 'preparation',
        status: 'detected',
        check_in: '2027-03-13',
        check_out: '2027-03-14',
        severity: 'low',
        severity_reason: 'No time to prepare the place between two stays, 12 days ahead.',
        listing_id: null,
      },
    ]);
    await cancel(inTheWay);
    expect(await conflicts()).toMatchObject([
      { status: 'resolved', resolution: expect.stringContaining('was cancelled') },
    ]);
    await claim({ unit: 'cottage', ...nights(13, 14) });
    const statuses = (await conflicts()).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual(['detected', 'resolved']);
  });

  test('may be closed, and are judged anew at the old and the new nights of a stay that moves', async () => {
    await claim({ unit: 'cottage', kind: 'block', ...nights(13, 14) });
    await claim({ unit: 'cottage', ...nights(20, 22) });
    const moving = put(nights(10, 13));
    await apply(airbnb(), moving);
    expect(await conflicts()).toEqual([]);
    await apply(airbnb(), { ...moving, ...nights(17, 20) });
    expect(await conflicts()).toMatchObject([{ kind: 'preparation', status: 'detected' }]);
    await apply(airbnb(), { ...moving, ...nights(10, 13) });
    expect(await conflicts()).toMatchObject([
      { status: 'resolved', resolution: 'Over by itself: the stay of 17–20 Mar was changed.' },
    ]);
    // It returns: the same row.
    await apply(airbnb(), { ...moving, ...nights(17, 20) });
    expect(await conflicts()).toMatchObject([{ kind: 'preparation', status: 'detected', resolution: null }]);
  });

  test('hold on the rooms of a villa, and where the whole organization says so', async () => {
    await database.admin.query(
      `UPDATE gateway.ota_platforms SET settings = '{"preparationNightsBefore": 2}' WHERE organization_id = $1 AND key = 'vrbo'`,
      [world.organizationId],
    );
    await apply(world.listing('villa', 'vrbo'), put(nights(10, 13)));
    await claim({ unit: 'roomB', ...nights(7, 9) });
    expect(await conflicts()).toMatchObject([{ kind: 'preparation', check_in: '2027-03-08' }]);
  });

  test('a transaction that fails leaves neither the stay nor its conflict; the next attempt finds both', async () => {
    await apply(airbnb(), put(nights(10, 13)));
    const changeSetId = await world.changeSet(world.listing('cottage', 'vrbo'), [put(nights(13, 15))]);
    const input = { organizationId: world.organizationId, changeSetId };
    await database.admin.query(`
      CREATE FUNCTION availability.fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'out of order'; END $$;
      CREATE TRIGGER fault BEFORE INSERT ON availability.calendar_conflicts FOR EACH ROW EXECUTE FUNCTION availability.fail()`);
    try {
      await expect(activities.applyChangeSet(input)).rejects.toThrow('out of order');
    } finally {
      await database.admin.query('DROP FUNCTION availability.fail CASCADE');
    }
    expect(await conflicts()).toEqual([]);
    await sound();
    const again = await Promise.all([activities.applyChangeSet(input), activities.applyChangeSet(input)]);
    expect(again).toEqual([again[0], again[0]]);
    expect(await conflicts()).toMatchObject([{ kind: 'preparation' }]);
    await sound();
  });
});

describe('a listing that is closed', () => {
  const listing = () => world.listing('cottage', 'booking_com');

  test('and sells is a conflict of one booking, over when the stay is cancelled; what it sold before is none', async () => {
    await claim({ unit: 'cottage', listingId: listing(), ...nights(1, 3) });
    await world.change(listing(), { status: 'paused' });
    const sold = await claim({ unit: 'cottage', listingId: listing(), ...nights(10, 13) });
    await claim({ unit: 'cottage', ...nights(20, 22) });
    expect(await conflicts()).toMatchObject([
      {
        kind: 'closed_listing',
        status: 'detected',
        check_in: '2027-03-10',
        check_out: '2027-03-13',
        severity: 'medium',
        listing_id: listing(),
      },
    ]);
    await cancel(sold);
    expect(await conflicts()).toMatchObject([
      { status: 'resolved', resolution: 'Over by itself: the stay of 10–13 Mar was cancelled.' },
    ]);
  });

  test('is one conflict with another kind of the same booking beside it', async () => {
    await world.change(listing(), { status: 'paused' });
    await apply(world.listing('cottage', 'airbnb'), put(nights(12, 14)));
    await apply(listing(), put({ ...nights(10, 13), bookingId: randomUUID() }));
    expect((await conflicts()).map(({ kind }) => kind)).toEqual(['closed_listing', 'overlap']);
  });
});
