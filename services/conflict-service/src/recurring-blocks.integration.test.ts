import { addNights, istNight } from '@roomnight/calendar/night';
import { FAILURES } from '@roomnight/contracts/failures';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createActivities } from './activities.ts';
import { brokenRules } from './test-calendar.ts';
import { recurringRequests, type RecurringFields } from './test-recurring-blocks.ts';
import { createTestWorld, put, type TestWorld } from './test-world.ts';

const START = new Date('2027-03-01T06:00:00Z');
const FIRST_MONDAYS: RecurringFields = { firstNight: '2027-03-01', rrule: 'FREQ=MONTHLY;BYDAY=1MO' };
const THREE: RecurringFields = { firstNight: '2027-03-08', rrule: 'FREQ=WEEKLY;COUNT=3' };

let now = START;
let database: TestDatabase;
let activities: ReturnType<typeof createActivities>;
let world: TestWorld;
let requests: ReturnType<typeof recurringRequests>;

beforeAll(async () => {
  database = await createTestDatabase();
  activities = createActivities({ pool: database.pool('conflict'), clock: () => now });
});
afterAll(() => database.drop());
beforeEach(async () => {
  now = START;
  world = await createTestWorld(database.admin);
  requests = recurringRequests(database.admin, world);
});

const expand = (recurringBlockId: string) =>
  activities.expandRecurringBlock({ organizationId: world.organizationId, recurringBlockId });

async function end(recurringBlockId: string, from: string) {
  const requestId = await requests.end(recurringBlockId, from);
  return activities.endRecurringBlock({ organizationId: world.organizationId, recurringBlockId, requestId });
}

async function importStay(checkIn: string, checkOut: string, bookingId?: string) {
  const stay = put({ checkIn, checkOut, ...(bookingId && { bookingId }) });
  const changeSetId = await world.changeSet(world.listing('cottage', 'airbnb'), [stay]);
  await activities.applyChangeSet({ organizationId: world.organizationId, changeSetId });
  return stay.bookingId;
}

async function cancel(bookingId: string) {
  await activities.cancelBooking({
    organizationId: world.organizationId,
    bookingId,
    requestId: await world.cancellation(bookingId),
  });
}

async function claim(checkIn: string, checkOut: string): Promise<string> {
  const requestId = await world.request({ unit: 'cottage', checkIn, checkOut });
  const answer = await activities.claimNights({ organizationId: world.organizationId, requestId });
  expect(answer.kind).toBe('accepted');
  return requestId;
}

const conflicts = async () =>
  (
    await database.admin.query(
      `SELECT severity, check_in FROM availability.calendar_conflicts WHERE organization_id = $1 AND status <> 'resolved'`,
      [world.organizationId],
    )
  ).rows;

describe('expandRecurringBlock', () => {
  test('closes every occurrence as far ahead as a booking may go, each a block with its lock and the reason', async () => {
    const id = await requests.create(FIRST_MONDAYS);
    const horizon = addNights(istNight(now), 3 * 365);
    expect(await expand(id)).toEqual({
      kind: 'expanded',
      until: horizon,
      closed: 36,
      leftOut: 0,
      goesOn: true,
    });
    const { rows } = await database.admin.query<{ check_in: string; check_out: string }>(
      `SELECT l.check_in, l.check_out FROM availability.availability_locks l
         JOIN availability.bookings b ON b.id = l.booking_id AND b.kind = 'block' AND b.reason = 'maintenance'
         JOIN availability.recurring_block_occurrences o ON o.booking_id = b.id AND o.recurring_block_id = $1
       ORDER BY l.check_in`,
      [id],
    );
    expect(rows).toHaveLength(36);
    expect(rows[1]).toEqual({ check_in: '2027-04-05', check_out: '2027-04-06' });
    expect(await brokenRules(database.admin, world.organizationId)).toEqual({});
  });

  test('is harmless to repeat, also by many at once', async () => {
    const id = await requests.create(THREE);
    await Promise.all(Array.from({ length: 5 }, () => expand(id)));
    expect(await expand(id)).toMatchObject({ closed: 0, goesOn: false });
    expect(await requests.occurrences(id)).toEqual([
      '2027-03-08 active',
      '2027-03-15 active',
      '2027-03-22 active',
    ]);
  });

  test('is refused with every holder where nights are taken, closes nothing, and stays refused', async () => {
    const stay = await importStay('2027-03-14', '2027-03-17');
    const id = await requests.create(THREE);
    const refused = {
      kind: 'refused',
      taken: [
        {
          unitId: world.unit.cottage,
          bookingId: stay,
          holder: 'Airbnb stay',
          checkIn: '2027-03-14',
          checkOut: '2027-03-17',
        },
      ],
    };
    expect(await expand(id)).toEqual(refused);
    expect(await requests.occurrences(id)).toEqual([]);
    await importStay('2027-06-01', '2027-06-02', stay);
    expect(await expand(id)).toEqual(refused);
    const again = await requests.create({ ...THREE, key: 'another-key' });
    expect(await expand(again)).toMatchObject({ kind: 'expanded', closed: 3 });
  });

  test('leaves taken nights out where that was asked for, and closes them when they are free', async () => {
    const stay = await claim('2027-03-15', '2027-03-16');
    const id = await requests.create({ ...THREE, skipTaken: true });
    expect(await expand(id)).toMatchObject({ closed: 2, leftOut: 1, goesOn: true });
    expect(await requests.occurrences(id)).toEqual([
      '2027-03-08 active',
      '2027-03-15 left out',
      '2027-03-22 active',
    ]);
    await cancel(stay);
    expect(await expand(id)).toMatchObject({ closed: 1, leftOut: 0, goesOn: false });
    expect(await requests.occurrences(id)).toContain('2027-03-15 active');
    expect(await conflicts()).toEqual([]);
  });

  test('closes what comes within the horizon as time passes; what is taken there is a block in conflict', async () => {
    const weekly = await requests.create({ firstNight: '2027-03-01', rrule: 'FREQ=WEEKLY' });
    expect(await expand(weekly)).toMatchObject({ closed: 157 });
    await importStay('2030-03-03', '2030-03-06');
    now = new Date('2027-03-15T06:00:00Z');
    expect(await expand(weekly)).toMatchObject({ until: '2030-03-14', closed: 2, leftOut: 0 });
    expect((await requests.occurrences(weekly)).slice(-2)).toEqual([
      '2030-03-04 active',
      '2030-03-11 active',
    ]);
    expect(await conflicts()).toMatchObject([{ check_in: '2030-03-04' }]);
    expect(await brokenRules(database.admin, world.organizationId)).toEqual({});
  });

  test('an occurrence that somebody opened stays open', async () => {
    const id = await requests.create(THREE);
    await expand(id);
    const { rows } = await database.admin.query<{ booking_id: string }>(
      `SELECT booking_id FROM availability.recurring_block_occurrences WHERE recurring_block_id = $1 AND check_in = '2027-03-15'`,
      [id],
    );
    await cancel(rows[0]?.booking_id ?? '');
    now = new Date('2027-03-09T06:00:00Z');
    expect(await expand(id)).toMatchObject({ closed: 0 });
    await claim('2027-03-15', '2027-03-16');
  });

  test('a villa is closed with its rooms, and a room keeps it from being closed', async () => {
    const requestId = await world.request({ unit: 'roomB', checkIn: '2027-03-08', checkOut: '2027-03-09' });
    await activities.claimNights({ organizationId: world.organizationId, requestId });
    const id = await requests.create({ ...THREE, unit: 'villa' });
    expect(await expand(id)).toMatchObject({ kind: 'refused', taken: [{ unitId: world.unit.roomB }] });
    const free = await requests.create({ ...THREE, unit: 'villa', firstNight: '2027-04-08' });
    await expand(free);
    const { rowCount } = await database.admin.query(
      'SELECT FROM availability.availability_locks WHERE unit_id = ANY($1)',
      [[world.unit.roomA, world.unit.roomB]],
    );
    expect(rowCount).toBe(7);
  });

  test('has an author: the member first, its workflow later; the audit never repeats their words', async () => {
    const id = await requests.create({
      firstNight: '2027-03-01',
      rrule: 'FREQ=WEEKLY',
      reason: 'for Asha Nair',
    });
    await expand(id);
    now = new Date('2027-03-08T06:00:00Z');
    await expand(id);
    const { rows } = await database.admin.query(
      `SELECT DISTINCT actor_kind, actor_id, reason FROM log.audit WHERE organization_id = $1 ORDER BY actor_kind`,
      [world.organizationId],
    );
    const reason = 'One occurrence of a recurring block.';
    expect(rows).toEqual([
      { actor_kind: 'user', actor_id: world.userId, reason },
      { actor_kind: 'workflow', actor_id: `recurring-block:${id}`, reason },
    ]);
  });

  test('refuses a key that answered another request, and what is not of this organization', async () => {
    await expand(await requests.create({ ...THREE, key: 'one-key-of-mine' }));
    const other = await createTestWorld(database.admin);
    const foreign = await recurringRequests(database.admin, other).create(THREE);
    await expect(expand(foreign)).rejects.toMatchObject({ type: FAILURES.notFound, nonRetryable: true });
    const requestId = await world.request({
      unit: 'cottage',
      checkIn: '2027-08-01',
      checkOut: '2027-08-02',
      key: 'one-key-of-mine',
    });
    await expect(
      activities.claimNights({ organizationId: world.organizationId, requestId }),
    ).rejects.toMatchObject({ type: FAILURES.idempotencyKeyReused });
  });

  test('closes the most occurrences there may be within the time an activity has', async () => {
    const id = await requests.create({ firstNight: '2027-03-01', rrule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR' });
    const begun = performance.now();
    expect(await expand(id)).toMatchObject({ closed: 783 });
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});

describe('endRecurringBlock', () => {
  test('opens what is to come from a night on and keeps the rest, for good', async () => {
    const id = await requests.create({ ...THREE, nights: 2 });
    await expand(id);
    now = new Date('2027-03-09T06:00:00Z');
    expect(await end(id, '2027-03-16')).toEqual({ kind: 'ended', opened: 1 });
    const kept = ['2027-03-08 active', '2027-03-15 active', '2027-03-22 cancelled'];
    expect(await requests.occurrences(id)).toEqual(kept);
    expect(await expand(id)).toMatchObject({ closed: 0, goesOn: false });
    expect(await requests.occurrences(id)).toEqual(kept);
    await claim('2027-03-22', '2027-03-24');
  });

  test('never opens one that has begun, and an earlier end counts', async () => {
    const id = await requests.create({ firstNight: '2027-03-08', rrule: 'FREQ=WEEKLY', nights: 2 });
    await expand(id);
    now = new Date('2027-03-16T06:00:00Z');
    await end(id, '2027-06-01');
    expect(await expand(id)).toMatchObject({ closed: 0, goesOn: false });
    await end(id, '2027-01-01');
    await end(id, '2027-09-01');
    expect((await requests.occurrences(id)).slice(0, 3)).toEqual([
      '2027-03-08 active',
      '2027-03-15 active',
      '2027-03-22 cancelled',
    ]);
    const { rows } = await database.admin.query(
      'SELECT ended_from FROM availability.recurring_blocks WHERE id = $1',
      [id],
    );
    expect(rows).toEqual([{ ended_from: '2027-03-16' }]);
  });

  test('what is left out from then on will not come', async () => {
    const stay = await claim('2027-03-15', '2027-03-16');
    const id = await requests.create({ ...THREE, skipTaken: true });
    await expand(id);
    await end(id, '2027-03-10');
    await cancel(stay);
    expect(await expand(id)).toMatchObject({ closed: 0, leftOut: 0, goesOn: false });
    expect(await requests.occurrences(id)).toEqual(['2027-03-08 active', '2027-03-22 cancelled']);
  });

  test('is not found where the request is of another recurring block', async () => {
    const [one, other] = [await requests.create(THREE), await requests.create({ ...THREE, unit: 'villa' })];
    await expand(one);
    await expand(other);
    const requestId = await requests.end(one, '2027-03-01');
    expect(
      await activities.endRecurringBlock({
        organizationId: world.organizationId,
        recurringBlockId: other,
        requestId,
      }),
    ).toEqual({ kind: 'notFound' });
  });
});
