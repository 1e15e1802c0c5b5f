import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { FAILURES } from '@roomnight/contracts/failures';
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

async function claim(fields: Parameters<TestWorld['request']>[0]) {
  const requestId = await world.request(fields);
  return activities.claimNights({ organizationId: world.organizationId, requestId });
}

describe('claimNights', () => {
  test('free nights become a booking with its lock and its guest', async () => {
    const requestId = await world.request({ unit: 'cottage', ...MARCH, guestName: 'Asha' });
    const answer = await activities.claimNights({ organizationId: world.organizationId, requestId });
    expect(answer).toEqual({ kind: 'accepted', bookingId: requestId });
    const { rows } = await database.admin.query(
      `SELECT b.source, b.status, l.unit_id, l.check_in, l.check_out, g.name FROM availability.bookings b
       JOIN availability.availability_locks l ON l.booking_id = b.id JOIN availability.guests g ON g.booking_id = b.id
       WHERE b.id = $1`,
      [requestId],
    );
    expect(rows).toEqual([
      {
        source: 'direct',
        status: 'active',
        unit_id: world.unit.cottage,
        check_in: MARCH.checkIn,
        check_out: MARCH.checkOut,
        name: 'Asha',
      },
    ]);
  });

  test('the check-out day is free for the next guest', async () => {
    await claim({ unit: 'cottage', ...MARCH });
    const before = await claim({ unit: 'cottage', checkIn: '2027-03-08', checkOut: MARCH.checkIn });
    const after = await claim({ unit: 'cottage', checkIn: MARCH.checkOut, checkOut: '2027-03-14' });
    expect([before.kind, after.kind]).toEqual(['accepted', 'accepted']);
  });

  test('taken nights are refused with the range and the holder in words, whoever holds them', async () => {
    const { organizationId } = world;
    const [stay, block] = [
      put({ ...MARCH }),
      put({ checkIn: '2027-03-13', checkOut: '2027-03-15', kind: 'block' }),
    ];
    const changeSetId = await world.changeSet(world.listing('cottage', 'airbnb'), [stay, block]);
    await activities.applyChangeSet({ organizationId, changeSetId });
    await claim({ unit: 'cottage', checkIn: '2027-03-15', checkOut: '2027-03-17' });
    await claim({ unit: 'cottage', checkIn: '2027-03-17', checkOut: '2027-03-30', kind: 'block' });
    const answer = await claim({
      unit: 'cottage',
      checkIn: '2027-03-12',
      checkOut: '2027-03-20',
      guestName: 'Ravi',
    });
    expect(answer).toMatchObject({
      kind: 'refused',
      taken: [
        {
          unitId: world.unit.cottage,
          checkIn: '2027-03-12',
          checkOut: '2027-03-13',
          holder: 'Airbnb stay',
          bookingId: stay.bookingId,
        },
        { checkIn: '2027-03-13', checkOut: '2027-03-15', holder: 'Airbnb block' },
        { checkIn: '2027-03-15', checkOut: '2027-03-17', holder: 'direct booking' },
        { checkIn: '2027-03-17', checkOut: '2027-03-20', holder: 'owner block' },
      ],
    });
    expect(await brokenRules(database.admin, organizationId)).toEqual({});
  });

  test('a villa takes each of its rooms or none, and a room keeps its villa from being taken', async () => {
    await claim({ unit: 'roomB', checkIn: '2027-03-12', checkOut: '2027-03-14' });
    const villa = await claim({ unit: 'villa', ...MARCH });
    expect(villa).toMatchObject({
      kind: 'refused',
      taken: [{ unitId: world.unit.roomB, checkIn: '2027-03-12', checkOut: '2027-03-13' }],
    });
    expect((await claim({ unit: 'roomA', ...MARCH })).kind).toBe('accepted');
    expect((await claim({ unit: 'villa', checkIn: '2027-04-01', checkOut: '2027-04-03' })).kind).toBe(
      'accepted',
    );
    expect((await claim({ unit: 'roomA', checkIn: '2027-04-02', checkOut: '2027-04-03' })).kind).toBe(
      'refused',
    );
    expect(await brokenRules(database.admin, world.organizationId)).toEqual({});
  });

  test('a repeated request gets its first answer, refusals too, also after the nights became free', async () => {
    const { organizationId } = world;
    const first = await claim({ unit: 'cottage', ...MARCH });
    const refused = await world.request({ unit: 'cottage', ...MARCH });
    const answer = await activities.claimNights({ organizationId, requestId: refused });
    expect(first.kind === 'accepted' && answer.kind === 'refused').toBe(true);
    if (first.kind !== 'accepted') return;
    await activities.cancelBooking({
      organizationId,
      bookingId: first.bookingId,
      requestId: await world.cancellation(first.bookingId),
    });
    expect(await activities.claimNights({ organizationId, requestId: refused })).toEqual(answer);
    expect(await activities.claimNights({ organizationId, requestId: first.bookingId })).toEqual(first);
  });

  test('ten at once with one request make one booking; another body under the same key is refused for good', async () => {
    const { organizationId } = world;
    const requestId = await world.request({ unit: 'cottage', ...MARCH, key: 'key-of-this-test' });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => activities.claimNights({ organizationId, requestId })),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([JSON.stringify({ kind: 'accepted', bookingId: requestId })]),
    );
    await database.admin.query(`UPDATE gateway.booking_requests SET body_hash = 'other' WHERE id = $1`, [
      requestId,
    ]);
    await expect(activities.claimNights({ organizationId, requestId })).rejects.toMatchObject({
      type: FAILURES.idempotencyKeyReused,
      nonRetryable: true,
    });
  });

  test('a stay sold on a platform and entered by hand is a fact: accepted on taken nights, as a conflict', async () => {
    const { organizationId } = world;
    const first = await claim({ unit: 'cottage', ...MARCH });
    const sold = await claim({
      unit: 'cottage',
      checkIn: '2027-03-12',
      checkOut: '2027-03-15',
      listingId: world.listing('cottage', 'booking_com'),
    });
    expect(sold.kind).toBe('accepted');
    const { rows } = await database.admin.query(
      `SELECT unit_id, check_in, check_out, severity, status FROM availability.calendar_conflicts WHERE organization_id = $1`,
      [organizationId],
    );
    expect(rows).toEqual([
      {
        unit_id: world.unit.cottage,
        check_in: '2027-03-12',
        check_out: '2027-03-13',
        severity: 'high',
        status: 'detected',
      },
    ]);
    expect(first.kind).toBe('accepted');
    expect(await brokenRules(database.admin, organizationId)).toEqual({});
  });

  test('a request of another organization does not exist', async () => {
    const requestId = await world.request({ unit: 'cottage', ...MARCH });
    const other = await createTestWorld(database.admin);
    await expect(
      activities.claimNights({ organizationId: other.organizationId, requestId }),
    ).rejects.toMatchObject({ type: FAILURES.notFound, nonRetryable: true });
  });
});
