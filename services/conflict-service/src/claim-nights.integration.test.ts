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

  test('several units are booked for the same nights together, one booking each, or none of them', async () => {
    const { organizationId, unit } = world;
    const requestId = await world.request({ unit: 'cottage', also: ['villa'], ...MARCH, guestName: 'Asha' });
    const both = await activities.claimNights({ organizationId, requestId });
    expect(both).toEqual({
      kind: 'accepted',
      bookingId: requestId,
      alsoBookingIds: [expect.any(String)],
    });
    expect(await activities.claimNights({ organizationId, requestId })).toEqual(both);
    const { rows } = await database.admin.query(
      `SELECT b.unit_id, g.name FROM availability.bookings b JOIN availability.guests g ON g.booking_id = b.id
       WHERE b.organization_id = $1`,
      [organizationId],
    );
    expect(rows).toHaveLength(2);
    expect(rows).toContainEqual({ unit_id: unit.villa, name: 'Asha' });

    const late = { unit: 'roomA', also: ['cottage'], checkIn: '2027-03-12', checkOut: '2027-03-14' } as const;
    const refused = await claim(late);
    const taken = (unitId: string) => ({
      unitId,
      checkIn: '2027-03-12',
      checkOut: '2027-03-13',
      holder: 'direct booking',
    });
    if (refused.kind !== 'refused') throw new Error('the claim was accepted');
    expect(refused.taken).toHaveLength(2);
    expect(refused.taken).toEqual(
      expect.arrayContaining([unit.roomA, unit.cottage].map((id) => expect.objectContaining(taken(id)))),
    );

    await activities.cancelBooking({
      organizationId,
      bookingId: requestId,
      requestId: await world.cancellation(requestId),
    });
    expect((await claim({ ...late, unit: 'cottage', also: [] })).kind).toBe('accepted');
    expect((await claim(late)).kind).toBe('refused');
    expect(await brokenRules(database.admin, organizationId)).toEqual({});
  });

  test('an override books over taken nights: a conflict at once, and the audit says who overrode', async () => {
    const { organizationId, userId } = world;
    await claim({ unit: 'cottage', ...MARCH });
    const fields = { unit: 'cottage', checkIn: '2027-03-12', checkOut: '2027-03-15' } as const;
    const over = await claim({ ...fields, overrideReason: 'The owner’s brother' });
    if (over.kind !== 'accepted') throw new Error('the claim was refused');
    const one = async (sql: string) => (await database.admin.query(sql, [over.bookingId])).rows;
    expect(
      await one(`SELECT check_in, check_out FROM availability.availability_locks WHERE booking_id = $1`),
    ).toEqual([{ check_in: '2027-03-13', check_out: '2027-03-15' }]);
    expect(
      await one(
        `SELECT status, check_in FROM availability.calendar_conflicts WHERE $1 IN (first_booking_id, second_booking_id)`,
      ),
    ).toEqual([{ status: 'detected', check_in: '2027-03-12' }]);
    expect(await one(`SELECT reason FROM availability.bookings WHERE id = $1`)).toEqual([
      { reason: 'Booked over taken nights: The owner’s brother' },
    ]);
    expect(await one(`SELECT actor_kind, actor_id, reason FROM log.audit WHERE subject_id = $1`)).toEqual([
      {
        actor_kind: 'user',
        actor_id: userId,
        reason: 'A member booked it over taken nights, an override; why is on the booking.',
      },
    ]);
    expect(await brokenRules(database.admin, organizationId)).toEqual({});
  });

  test('what is paid for a stay makes its conflict graver', async () => {
    const { organizationId } = world;
    // 23 days ahead: too far for two stays to be urgent by themselves.
    const nights = { checkIn: '2027-03-24', checkOut: '2027-03-27' };
    await claim({ unit: 'cottage', ...nights, valuePaise: 6_250_000, also: ['villa'] });
    for (const unit of ['cottage', 'villa'] as const) {
      const changeSetId = await world.changeSet(world.listing(unit, 'airbnb'), [put(nights)]);
      await activities.applyChangeSet({ organizationId, changeSetId });
    }
    const { rows } = await database.admin.query(
      `SELECT u.name, c.severity, c.severity_reason AS reason FROM availability.calendar_conflicts c
       JOIN gateway.units u ON u.id = c.unit_id WHERE c.organization_id = $1 ORDER BY u.name`,
      [organizationId],
    );
    expect(rows).toMatchObject([
      { severity: 'high', reason: 'Two confirmed stays, ₹62,500 at risk, 23 days ahead.' },
      { severity: 'medium', reason: 'Two confirmed stays, 23 days ahead.' },
    ]);
  });

  test('an override of nobody is a booking like any other', async () => {
    const answer = await claim({ unit: 'cottage', ...MARCH, overrideReason: 'In case' });
    if (answer.kind !== 'accepted') throw new Error('the claim was refused');
    const { rows } = await database.admin.query(`SELECT reason FROM availability.bookings WHERE id = $1`, [
      answer.bookingId,
    ]);
    expect(rows).toEqual([{ reason: 'Direct booking' }]);
  });

  test('a request of another organization does not exist', async () => {
    const requestId = await world.request({ unit: 'cottage', ...MARCH });
    const other = await createTestWorld(database.admin);
    await expect(
      activities.claimNights({ organizationId: other.organizationId, requestId }),
    ).rejects.toMatchObject({ type: FAILURES.notFound, nonRetryable: true });
  });
});
