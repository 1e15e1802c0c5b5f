import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { createActivities } from './activities.ts';
import { brokenRules } from './test-calendar.ts';
import { createTestWorld, put, type TestWorld } from './test-world.ts';

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

const MARCH = { checkIn: '2027-03-10', checkOut: '2027-03-13' };

async function cancel(bookingId: string, organizationId = world.organizationId) {
  return activities.cancelBooking({
    organizationId,
    bookingId,
    requestId: await world.cancellation(bookingId),
  });
}

async function claim(fields: Parameters<TestWorld['request']>[0]): Promise<string> {
  const requestId = await world.request(fields);
  await activities.claimNights({ organizationId: world.organizationId, requestId });
  return requestId;
}

async function importStay(listingId: string, stay = put(MARCH)): Promise<string> {
  const changeSetId = await world.changeSet(listingId, [stay]);
  await activities.applyChangeSet({ organizationId: world.organizationId, changeSetId });
  return stay.bookingId;
}

async function holdersOf(unitId: string): Promise<unknown[]> {
  const { rows } = await database.admin.query<{ booking_id: string }>(
    'SELECT booking_id FROM availability.availability_locks WHERE unit_id = $1 ORDER BY check_in',
    [unitId],
  );
  return rows.map(({ booking_id }) => booking_id);
}

describe('cancelBooking', () => {
  test('the nights go to the booking that still wants them, and the conflict is over', async () => {
    const direct = await claim({ unit: 'cottage', ...MARCH });
    const imported = await importStay(world.listing('cottage', 'vrbo'));
    expect(await holdersOf(world.unit.cottage)).toEqual([direct]);
    expect(await cancel(direct)).toEqual({ kind: 'cancelled', bookingId: direct });
    expect(await holdersOf(world.unit.cottage)).toEqual([imported]);
    const { rows } = await database.admin.query(
      `SELECT action, subject_id, actor_kind, actor_id FROM log.audit
       WHERE organization_id = $1 AND (action LIKE '%nights%' OR action = 'booking.cancelled') ORDER BY id`,
      [world.organizationId],
    );
    const author = { actor_kind: 'user', actor_id: world.userId };
    expect(rows).toEqual([
      { action: 'booking.cancelled', subject_id: direct, ...author },
      { action: 'booking.nightsHandedOver', subject_id: imported, ...author },
    ]);
    expect(await brokenRules(database.admin, world.organizationId)).toEqual({});
  });

  test.each([
    ['first_booked', 'vrbo'],
    ['platform_order', 'airbnb'],
    ['highest_value', 'second direct'],
  ])('of several that want the nights the organization’s %s gets them', async (winner, expected) => {
    await database.admin.query(
      `INSERT INTO gateway.conflict_preferences (organization_id, winner, direct_priority, never_move_in_house, automatic,
         updated_at, updated_by) VALUES ($1, $2, 40, true, '{}', $3, $4)`,
      [world.organizationId, winner, NOW, world.userId],
    );
    const first = await claim({ unit: 'cottage', ...MARCH });
    const direct = { unit: 'cottage', ...MARCH, overrideReason: 'They insist' };
    const bookings = new Map([
      ['vrbo', await importStay(world.listing('cottage', 'vrbo'))],
      ['first direct', await claim({ ...direct, valuePaise: 100 })],
      ['airbnb', await importStay(world.listing('cottage', 'airbnb'))],
      ['second direct', await claim({ ...direct, valuePaise: 900 })],
    ]);
    await world.change(world.listing('cottage', 'vrbo'), { settings: { conflictPriority: 30 } });
    await world.change(world.listing('cottage', 'airbnb'), { settings: { conflictPriority: 70 } });
    await database.admin.query(
      "UPDATE availability.bookings SET created_at = created_at - interval '1 hour' WHERE id = $1",
      [bookings.get('vrbo')],
    );
    // Nobody says what a feed's stays are worth: they are known to be worth less.
    await database.admin.query(
      "UPDATE availability.bookings SET value_paise = 50 WHERE organization_id = $1 AND source = 'import'",
      [world.organizationId],
    );
    await cancel(first);
    expect(await holdersOf(world.unit.cottage)).toEqual([bookings.get(expected)]);
    expect(await brokenRules(database.admin, world.organizationId)).toEqual({});
  });

  test('a person’s own words stay on the booking and out of the audit, which cannot be erased', async () => {
    const direct = await claim({ unit: 'cottage', ...MARCH });
    await cancel(direct);
    const { rows } = await database.admin.query<{ written: string; reason: string }>(
      `SELECT a.reason AS written, b.cancel_reason AS reason FROM log.audit a JOIN availability.bookings b ON b.id = a.subject_id
       WHERE b.id = $1`,
      [direct],
    );
    expect(rows.map(({ written }) => written)).toEqual([
      'A member entered it; why is on the booking.',
      'A member cancelled it; why is on the booking.',
    ]);
    for (const { reason } of rows) expect(reason).not.toBe('');
  });

  test('a stay comes before a block that waited longer', async () => {
    const direct = await claim({ unit: 'cottage', ...MARCH });
    await importStay(world.listing('cottage', 'vrbo'), put({ ...MARCH, kind: 'block' }));
    const stay = await importStay(world.listing('cottage', 'airbnb'));
    await cancel(direct);
    expect(await holdersOf(world.unit.cottage)).toEqual([stay]);
    expect(await brokenRules(database.admin, world.organizationId)).toEqual({});
  });

  test('a second cancellation changes nothing', async () => {
    const direct = await claim({ unit: 'cottage', ...MARCH, kind: 'block' });
    const answers = await Promise.all([cancel(direct), cancel(direct)]);
    expect(answers.map(({ kind }) => kind).toSorted()).toEqual(['alreadyCancelled', 'cancelled']);
    expect(await holdersOf(world.unit.cottage)).toEqual([]);
  });

  test('what a platform sold, only its feed can cancel', async () => {
    const imported = await importStay(world.listing('cottage', 'airbnb'));
    expect(await cancel(imported)).toEqual({ kind: 'ownedByPlatform', bookingId: imported });
    expect(await holdersOf(world.unit.cottage)).toEqual([imported]);
  });

  test('what came from a listing that is deleted can be cancelled here', async () => {
    const listing = world.listing('cottage', 'airbnb');
    const imported = await importStay(listing);
    await database.admin.query(`UPDATE gateway.listings SET status = 'deleted' WHERE id = $1`, [listing]);
    expect(await cancel(imported)).toEqual({ kind: 'cancelled', bookingId: imported });
    expect(await holdersOf(world.unit.cottage)).toEqual([]);
    expect(await brokenRules(database.admin, world.organizationId)).toEqual({});
  });

  test('a booking of another organization, or of none, is not found and untouched', async () => {
    const direct = await claim({ unit: 'cottage', ...MARCH });
    const other = await createTestWorld(database.admin);
    expect(await cancel(direct, other.organizationId)).toEqual({ kind: 'notFound' });
    expect(await cancel(randomUUID())).toEqual({ kind: 'notFound' });
    expect(await holdersOf(world.unit.cottage)).toEqual([direct]);
  });
});
