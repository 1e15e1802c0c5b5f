import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Change } from '@roomnight/contracts/change-set';
import { FAILURES } from '@roomnight/contracts/failures';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { createActivities } from './activities.ts';
import { brokenRules } from './test-calendar.ts';
import { createTestWorld, put, type PlatformKey, type TestWorld, type UnitName } from './test-world.ts';

let database: TestDatabase;
let activities: ReturnType<typeof createActivities>;
let world: TestWorld;
let now = new Date();

beforeAll(async () => {
  database = await createTestDatabase();
  activities = createActivities({ pool: database.pool('conflict'), clock: () => now });
});
afterAll(() => database.drop());
beforeEach(async () => {
  now = new Date('2027-03-01T06:00:00Z');
  world = await createTestWorld(database.admin);
});

async function apply(unit: UnitName, platform: PlatformKey, ...changes: Change[]) {
  const changeSetId = await world.changeSet(world.listing(unit, platform), changes);
  return activities.applyChangeSet({ organizationId: world.organizationId, changeSetId });
}

async function rowsOf(sql: string) {
  const { rows } = await database.admin.query<Record<string, unknown>>(sql, [world.organizationId]);
  return rows;
}

const heldNights = () =>
  rowsOf(`SELECT booking_id, unit_id, check_in, check_out FROM availability.availability_locks
          WHERE organization_id = $1 ORDER BY check_in, unit_id`);
const conflicts = () =>
  rowsOf(`SELECT id, status, check_in, check_out, resolution FROM availability.calendar_conflicts
          WHERE organization_id = $1 ORDER BY check_in`);

describe('applyChangeSet', () => {
  test('an imported booking keeps its facts, its guest and where it came from', async () => {
    const booking = put({
      checkIn: '2027-03-10',
      checkOut: '2027-03-13',
      guest: { name: 'Asha', phoneLast4: '1234' },
    });
    expect(await apply('cottage', 'airbnb', booking)).toEqual({
      created: 1,
      changed: 0,
      cancelled: 0,
      conflicts: 0,
    });
    expect(
      await rowsOf(`SELECT b.source, b.listing_id, b.ical_uid, b.last_synced_at, g.name, g.phone_last4, g.email
        FROM availability.bookings b JOIN availability.guests g ON g.booking_id = b.id WHERE b.organization_id = $1`),
    ).toEqual([
      {
        source: 'import',
        listing_id: world.listing('cottage', 'airbnb'),
        ical_uid: booking.icalUid,
        last_synced_at: now,
        name: 'Asha',
        phone_last4: '1234',
        email: null,
      },
    ]);
  });

  test('a listing made anew goes on with the bookings of the deleted one, which keep what hangs on them', async () => {
    const booking = put({ checkIn: '2027-03-10', checkOut: '2027-03-13', guest: { name: 'Asha' } });
    await apply('cottage', 'airbnb', booking);
    const old = world.listing('cottage', 'airbnb');
    const anew = randomUUID();
    await database.admin.query(`UPDATE gateway.listings SET status = 'deleted' WHERE id = $1`, [old]);
    await database.admin.query(
      `INSERT INTO gateway.listings (id, organization_id, unit_id, platform_id, mode, created_at, updated_at)
       SELECT $2, organization_id, unit_id, platform_id, mode, created_at, updated_at FROM gateway.listings WHERE id = $1`,
      [old, anew],
    );
    const changeSetId = await world.changeSet(anew, [{ ...booking, icalUid: 'anew', guest: {} }]);
    expect(
      await activities.applyChangeSet({ organizationId: world.organizationId, changeSetId }),
    ).toMatchObject({ created: 0, changed: 1, conflicts: 0 });
    expect(
      await rowsOf(`SELECT b.listing_id, g.name FROM availability.bookings b
        JOIN availability.guests g ON g.booking_id = b.id WHERE b.organization_id = $1`),
    ).toEqual([{ listing_id: anew, name: 'Asha' }]);
    expect(await heldNights()).toHaveLength(1);
  });

  test('no feed speaks for a booking of another listing, nor cancels what a deleted one left', async () => {
    const booking = put({ checkIn: '2027-03-10', checkOut: '2027-03-13' });
    await apply('cottage', 'airbnb', booking);
    await database.admin.query(`UPDATE gateway.listings SET status = 'deleted' WHERE id = $1`, [
      world.listing('cottage', 'airbnb'),
    ]);
    const { bookingId } = booking;
    expect(await apply('cottage', 'vrbo', { ...booking, checkOut: '2027-03-11' })).toMatchObject({
      changed: 0,
    });
    expect(await apply('roomA', 'airbnb', { op: 'cancel', bookingId, reason: 'not mine' })).toMatchObject({
      cancelled: 0,
    });
  });

  test('what a person decided has that person as its author', async () => {
    const booking = put({ checkIn: '2027-03-10', checkOut: '2027-03-13' });
    await apply('cottage', 'airbnb', booking);
    const { bookingId } = booking;
    await apply('cottage', 'airbnb', { op: 'cancel', bookingId, reason: 'decided', by: world.userId });
    expect(
      await rowsOf(`SELECT action, actor_kind, actor_id FROM log.audit
        WHERE organization_id = $1 AND subject_kind = 'booking' ORDER BY id`),
    ).toEqual([
      {
        action: 'booking.created',
        actor_kind: 'workflow',
        actor_id: `feed:${world.listing('cottage', 'airbnb')}`,
      },
      { action: 'booking.cancelled', actor_kind: 'user', actor_id: world.userId },
    ]);
  });

  test('a fact on taken nights is stored, gets the free nights, and the rest is a conflict', async () => {
    const first = put({ checkIn: '2027-03-10', checkOut: '2027-03-13' });
    const second = put({ checkIn: '2027-03-12', checkOut: '2027-03-16' });
    await apply('cottage', 'airbnb', first);
    expect(await apply('cottage', 'vrbo', second)).toMatchObject({ created: 1, conflicts: 1 });
    expect(await heldNights()).toMatchObject([
      { booking_id: first.bookingId, check_in: '2027-03-10', check_out: '2027-03-13' },
      { booking_id: second.bookingId, check_in: '2027-03-13', check_out: '2027-03-16' },
    ]);
    expect(await conflicts()).toMatchObject([
      { status: 'detected', check_in: '2027-03-12', check_out: '2027-03-13' },
    ]);
  });

  test('a cancellation hands the nights over, ends the conflict with its reason, and a return opens the same row', async () => {
    const first = put({ checkIn: '2027-03-10', checkOut: '2027-03-13' });
    const second = put({ checkIn: '2027-03-12', checkOut: '2027-03-16' });
    await apply('cottage', 'airbnb', first);
    await apply('cottage', 'vrbo', second);
    const [opened] = await conflicts();
    await apply('cottage', 'airbnb', {
      op: 'cancel',
      bookingId: first.bookingId,
      reason: 'Gone from two healthy feeds',
    });
    expect(await heldNights()).toMatchObject([
      { booking_id: second.bookingId, check_in: '2027-03-12', check_out: '2027-03-16' },
    ]);
    expect(await conflicts()).toMatchObject([
      {
        id: opened?.id,
        status: 'resolved',
        resolution: 'Over by itself: the stay of 10–13 Mar was cancelled.',
      },
    ]);
    expect(await apply('cottage', 'airbnb', first)).toMatchObject({ created: 1, conflicts: 1 });
    expect(await conflicts()).toMatchObject([{ id: opened?.id, status: 'detected', resolution: null }]);
    expect(await brokenRules(database.admin, world.organizationId)).toEqual({});
  });

  test('changed dates free the old nights and take the new ones', async () => {
    const booking = put({ checkIn: '2027-03-10', checkOut: '2027-03-13' });
    await apply('cottage', 'airbnb', booking);
    const moved = { ...booking, checkIn: '2027-03-12', checkOut: '2027-03-18' };
    expect(await apply('cottage', 'airbnb', moved)).toMatchObject({ created: 0, changed: 1 });
    expect(await heldNights()).toMatchObject([{ check_in: '2027-03-12', check_out: '2027-03-18' }]);
  });

  test('a put that says nothing new changes nothing: no audit, no event, no version', async () => {
    const booking = put({ checkIn: '2027-03-10', checkOut: '2027-03-13' });
    await apply('cottage', 'airbnb', booking);
    const state = () =>
      rowsOf(`SELECT (SELECT count(*) FROM log.audit WHERE organization_id = $1),
        (SELECT json_agg(e.seq) FROM log.events e WHERE organization_id = $1) AS events,
        (SELECT json_agg(c.version) FROM availability.unit_calendars c WHERE organization_id = $1) AS versions`);
    const before = await state();
    now = new Date('2027-03-02T06:00:00Z');
    expect(await apply('cottage', 'airbnb', booking)).toEqual({
      created: 0,
      changed: 0,
      cancelled: 0,
      conflicts: 0,
    });
    expect(await state()).toEqual(before);
  });

  test('applied by eight at once and again later, a change set takes effect once and answers the same', async () => {
    const { organizationId } = world;
    const changeSetId = await world.changeSet(world.listing('cottage', 'airbnb'), [
      put({ checkIn: '2027-03-10', checkOut: '2027-03-13' }),
      put({ checkIn: '2027-03-13', checkOut: '2027-03-14' }),
    ]);
    const results = await Promise.all(
      Array.from({ length: 8 }, () => activities.applyChangeSet({ organizationId, changeSetId })),
    );
    results.push(await activities.applyChangeSet({ organizationId, changeSetId }));
    for (const result of results)
      expect(result).toEqual({ created: 2, changed: 0, cancelled: 0, conflicts: 0 });
    const created = await rowsOf(
      `SELECT FROM log.events WHERE organization_id = $1 AND type = 'BookingCreated'`,
    );
    expect(created).toHaveLength(2);
    expect(await rowsOf(`SELECT FROM log.audit WHERE organization_id = $1`)).toHaveLength(2);
  });

  test('a villa and its room conflict, and a change of the room makes the villa’s calendar another version', async () => {
    await apply('villa', 'airbnb', put({ checkIn: '2027-03-10', checkOut: '2027-03-13' }));
    await apply('roomA', 'vrbo', put({ checkIn: '2027-03-12', checkOut: '2027-03-14' }));
    expect(
      await rowsOf(
        `SELECT unit_id, check_in FROM availability.calendar_conflicts WHERE organization_id = $1`,
      ),
    ).toEqual([{ unit_id: world.unit.roomA, check_in: '2027-03-12' }]);
    expect(
      await rowsOf(`SELECT u.name, c.version FROM availability.unit_calendars c JOIN gateway.units u ON u.id = c.unit_id
        WHERE c.organization_id = $1 ORDER BY 1`),
    ).toEqual([
      { name: 'roomA', version: 2 },
      { name: 'roomB', version: 1 },
      { name: 'villa', version: 2 },
    ]);
    expect(await brokenRules(database.admin, world.organizationId)).toEqual({});
  });

  test('a feed speaks only for the bookings it brought', async () => {
    const { organizationId } = world;
    const requestId = await world.request({ unit: 'cottage', checkIn: '2027-03-10', checkOut: '2027-03-13' });
    await activities.claimNights({ organizationId, requestId });
    const cancelled = await apply('cottage', 'airbnb', {
      op: 'cancel',
      bookingId: requestId,
      reason: 'Gone',
    });
    expect(cancelled).toMatchObject({ cancelled: 0 });
    expect(await heldNights()).toMatchObject([{ booking_id: requestId }]);
  });

  test('each change has an author, a reason, before and after, and names no guest', async () => {
    const booking = put({ checkIn: '2027-03-10', checkOut: '2027-03-13', guest: { name: 'Asha Nair' } });
    await apply('cottage', 'airbnb', booking);
    await apply('cottage', 'airbnb', {
      op: 'cancel',
      bookingId: booking.bookingId,
      reason: 'Gone from two healthy feeds',
    });
    const audit = await rowsOf(`SELECT * FROM log.audit WHERE organization_id = $1 ORDER BY id`);
    const author = { actor_kind: 'workflow', actor_id: `feed:${world.listing('cottage', 'airbnb')}` };
    const nights = { checkIn: '2027-03-10', checkOut: '2027-03-13' };
    expect(audit).toMatchObject([
      {
        ...author,
        action: 'booking.created',
        reason: booking.reason,
        before: null,
        after: { ...nights, locks: [nights] },
      },
      {
        ...author,
        action: 'booking.cancelled',
        reason: 'Gone from two healthy feeds',
        before: { status: 'active', locks: [nights] },
        after: { status: 'cancelled', locks: [] },
      },
    ]);
    expect(JSON.stringify(audit)).not.toContain('Asha');
  });

  test('a change set of another organization, or of none, does not exist', async () => {
    const changeSetId = await world.changeSet(world.listing('cottage', 'airbnb'), []);
    const other = await createTestWorld(database.admin);
    for (const input of [
      { organizationId: other.organizationId, changeSetId },
      { organizationId: world.organizationId, changeSetId: randomUUID() },
    ]) {
      await expect(activities.applyChangeSet(input)).rejects.toMatchObject({
        type: FAILURES.notFound,
        nonRetryable: true,
      });
    }
  });
});
