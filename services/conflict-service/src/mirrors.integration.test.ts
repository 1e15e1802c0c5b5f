import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Change } from '@roomnight/contracts/change-set';
import { FAILURES } from '@roomnight/contracts/failures';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { createActivities } from './activities.ts';
import { brokenRules } from './test-calendar.ts';
import { unlikeAudit } from './test-replay.ts';
import { createTestWorld, put, type MirrorFields, type PlatformKey, type TestWorld } from './test-world.ts';

const NIGHTS = { checkIn: '2027-03-10', checkOut: '2027-03-13' };
const START = new Date('2027-03-01T06:00:00Z');

let database: TestDatabase;
let activities: ReturnType<typeof createActivities>;
let world: TestWorld;
let now = START;

beforeAll(async () => {
  database = await createTestDatabase();
  activities = createActivities({ pool: database.pool('conflict'), clock: () => now });
});
afterAll(() => database.drop());
beforeEach(async () => {
  now = START;
  world = await createTestWorld(database.admin);
});

async function apply(platform: PlatformKey, ...changes: Change[]) {
  const changeSetId = await world.changeSet(world.listing('cottage', platform), changes);
  const result = await activities.applyChangeSet({ organizationId: world.organizationId, changeSetId });
  expect(await brokenRules(database.admin, world.organizationId)).toEqual({});
  return result;
}

async function say(fields: MirrorFields) {
  const requestId = await world.mirrorRequest({ at: now, ...fields });
  const answer = await activities.decideMirror({ organizationId: world.organizationId, requestId });
  expect(await brokenRules(database.admin, world.organizationId)).toEqual({});
  return answer;
}

function after(hours: number): void {
  now = new Date(START.getTime() + hours * 3_600_000);
}

async function rowsOf(sql: string) {
  const { rows } = await database.admin.query<Record<string, unknown>>(sql, [world.organizationId]);
  return rows;
}

const mirrors = () =>
  rowsOf('SELECT mirror_id, original_id, sign FROM availability.mirrors WHERE organization_id = $1');
const held = () =>
  rowsOf(`SELECT booking_id, check_in, check_out FROM availability.availability_locks
          WHERE organization_id = $1 ORDER BY check_in`);
const conflicts = () =>
  rowsOf(`SELECT status, severity, severity_reason, resolution FROM availability.calendar_conflicts
          WHERE organization_id = $1`);
const versions = () => rowsOf('SELECT version FROM availability.unit_calendars WHERE organization_id = $1');

const stay = () => put({ ...NIGHTS });
const block = () => put({ ...NIGHTS, kind: 'block', reason: 'Closed on the platform', guest: {} });

describe('a block that a platform imported from the one that sold the stay', () => {
  test('is stored, attached to the stay, takes no night and raises no conflict', async () => {
    const [original, copy] = [stay(), block()];
    await apply('airbnb', original);
    after(7);
    expect(await apply('vrbo', copy)).toMatchObject({ created: 1, conflicts: 0 });
    expect(await mirrors()).toEqual([
      { mirror_id: copy.bookingId, original_id: original.bookingId, sign: 'nights' },
    ]);
    expect(await held()).toEqual([
      { booking_id: original.bookingId, check_in: '2027-03-10', check_out: '2027-03-13' },
    ]);
    expect(await conflicts()).toEqual([]);
    expect(
      await rowsOf(
        `SELECT subject_id, reason FROM log.audit WHERE organization_id = $1 AND action = 'booking.mirrorRecognised'`,
      ),
    ).toMatchObject([{ subject_id: copy.bookingId }]);
  });

  test('gives up its nights, and the conflict ends, when the stay it shows comes after it', async () => {
    const [original, copy] = [stay(), block()];
    await apply('vrbo', copy);
    after(1);
    await apply('airbnb', original);
    expect(await held()).toMatchObject([{ booking_id: original.bookingId }]);
    expect(await mirrors()).toMatchObject([{ mirror_id: copy.bookingId }]);
    expect(await conflicts()).toEqual([]);
  });

  test('closed long before the stay was sold it is no copy, but a conflict', async () => {
    // The listing is watched already: what it sells from now on was not sold before.
    await apply('airbnb', put({ checkIn: '2027-05-01', checkOut: '2027-05-02' }));
    await apply('vrbo', block());
    after(30);
    expect(await apply('airbnb', stay())).toMatchObject({ conflicts: 1 });
    expect(await mirrors()).toEqual([]);
  });

  test('is a copy too of what a person enters days later, as sold on a platform without a feed', async () => {
    const copy = block();
    await apply('vrbo', copy);
    after(50);
    const listingId = world.listing('cottage', 'booking_com');
    const requestId = await world.request({ unit: 'cottage', ...NIGHTS, listingId });
    await activities.claimNights({ organizationId: world.organizationId, requestId });
    expect(await mirrors()).toMatchObject([{ mirror_id: copy.bookingId, original_id: requestId }]);
    expect(await conflicts()).toEqual([]);
    expect(await held()).toMatchObject([{ booking_id: requestId }]);
    expect(await brokenRules(database.admin, world.organizationId)).toEqual({});
  });

  test('holds the nights from the moment the stay is cancelled until its own platform opens them', async () => {
    const [original, copy] = [stay(), block()];
    await apply('airbnb', original);
    await apply('vrbo', copy);
    await apply('airbnb', { op: 'cancel', bookingId: original.bookingId, reason: 'Gone' });
    expect(await held()).toMatchObject([{ booking_id: copy.bookingId, check_in: '2027-03-10' }]);
    await apply('vrbo', { op: 'cancel', bookingId: copy.bookingId, reason: 'Gone' });
    expect(await held()).toEqual([]);
  });

  test('holds what the stay left when it moved, and nothing once it followed', async () => {
    const [original, copy] = [stay(), block()];
    const moved = { checkIn: '2027-03-11', checkOut: '2027-03-15' };
    await apply('airbnb', original);
    await apply('vrbo', copy);
    expect(await apply('airbnb', { ...original, ...moved })).toMatchObject({ conflicts: 0 });
    expect(await held()).toEqual([
      { booking_id: copy.bookingId, check_in: '2027-03-10', check_out: '2027-03-11' },
      { booking_id: original.bookingId, check_in: '2027-03-11', check_out: '2027-03-15' },
    ]);
    await apply('vrbo', { ...copy, ...moved });
    expect(await held()).toMatchObject([{ booking_id: original.bookingId, check_in: '2027-03-11' }]);
  });

  test('is in conflict with another guest once its stay is gone, in the same transaction', async () => {
    const [original, copy, other] = [stay(), block(), put({ checkIn: '2027-03-12', checkOut: '2027-03-14' })];
    await apply('airbnb', original);
    await apply('vrbo', copy);
    await apply('booking_com', other);
    expect(await conflicts()).toMatchObject([{ status: 'detected', severity: 'high' }]);
    await apply('airbnb', { op: 'cancel', bookingId: original.bookingId, reason: 'Gone' });
    expect((await conflicts()).map(({ status, severity }) => [status, severity]).toSorted()).toEqual([
      ['detected', 'low'],
      ['resolved', 'high'],
    ]);
  });
});

describe('where a feed cannot tell stays from closed nights', () => {
  test('equal nights are a conflict that says so, until a person says that they are one booking', async () => {
    const original = stay();
    const closed = { ...block(), cannotTell: true };
    await apply('airbnb', original);
    expect(await apply('booking_com', closed)).toMatchObject({ conflicts: 1 });
    expect(await conflicts()).toMatchObject([
      {
        status: 'detected',
        severity: 'medium',
        severity_reason:
          'Perhaps two stays, 9 days ahead: a calendar that does not tell guests from closed nights has them too.',
      },
    ]);
    const bookings = [closed.bookingId, original.bookingId] as const;
    expect(await say({ bookings, same: true, reason: 'imported by hand' })).toEqual({ kind: 'settled' });
    expect(await conflicts()).toMatchObject([
      {
        status: 'resolved',
        resolution: 'A person said that the two are the same booking: imported by hand',
      },
    ]);
    expect(await mirrors()).toMatchObject([{ mirror_id: closed.bookingId, sign: 'person' }]);
  });
});

describe('a person’s word', () => {
  test('“not the same” brings the conflict, is never overruled, and “the same” undoes it', async () => {
    const [original, copy] = [stay(), block()];
    const bookings = [original.bookingId, copy.bookingId] as const;
    await apply('airbnb', original);
    await apply('vrbo', copy);
    after(1);
    await say({ bookings, same: false });
    expect(await mirrors()).toEqual([]);
    expect(await conflicts()).toMatchObject([{ status: 'detected' }]);
    // Everything that would be recognised comes again.
    await apply('vrbo', { op: 'cancel', bookingId: copy.bookingId, reason: 'Gone' });
    await apply('vrbo', { ...copy, icalUid: 'minted-anew-0001@vrbo' });
    expect(await mirrors()).toEqual([]);
    after(2);
    await say({ bookings, same: true });
    expect(await mirrors()).toMatchObject([{ mirror_id: copy.bookingId, sign: 'person' }]);
    expect(await conflicts()).toMatchObject([{ status: 'resolved' }]);
  });

  test('the one asked for last counts, in whatever order they come; the same request again changes nothing', async () => {
    const [one, other] = [stay(), stay()];
    await apply('airbnb', one);
    await apply('vrbo', other);
    const bookings = [one.bookingId, other.bookingId] as const;
    const early = await world.mirrorRequest({ bookings, same: true, at: START });
    const late = await world.mirrorRequest({ bookings, same: false, at: new Date(START.getTime() + 1_000) });
    const decide = (requestId: string) =>
      activities.decideMirror({ organizationId: world.organizationId, requestId });
    expect(await decide(late)).toEqual({ kind: 'settled' });
    const before = await versions();
    expect(await decide(early)).toEqual({ kind: 'overtaken' });
    expect(await decide(late)).toEqual({ kind: 'overtaken' });
    expect(await versions()).toEqual(before);
    expect(await conflicts()).toMatchObject([{ status: 'detected' }]);
    expect(
      await rowsOf(
        `SELECT action, reason FROM log.audit WHERE organization_id = $1 AND action LIKE '%aid%ame'`,
      ),
    ).toHaveLength(2);
  });

  test('outlives a new UID, and a cancellation of either', async () => {
    const [one, other] = [stay(), stay()];
    await apply('airbnb', one);
    await apply('vrbo', other);
    await say({ bookings: [one.bookingId, other.bookingId], same: true });
    await apply('airbnb', { op: 'cancel', bookingId: one.bookingId, reason: 'Gone' });
    expect(await held()).toMatchObject([{ booking_id: other.bookingId }]);
    expect(await apply('airbnb', { ...one, icalUid: 'minted-anew-0001@airbnb' })).toMatchObject({
      conflicts: 0,
    });
    expect(await conflicts()).toMatchObject([{ status: 'resolved' }]);
  });

  test('is told to be none when its original moves away, although it was cancelled before', async () => {
    const icalUid = 'one-event@test';
    const stay = put({ ...NIGHTS, icalUid });
    const again = put({ ...NIGHTS, icalUid });
    await apply('airbnb', stay);
    after(1);
    await apply('vrbo', again);
    await apply('vrbo', { op: 'cancel', bookingId: again.bookingId, reason: 'Gone' });
    expect(await mirrors()).toHaveLength(1);
    await apply('airbnb', { ...stay, checkIn: '2027-04-10', checkOut: '2027-04-13' });
    expect(await mirrors()).toEqual([]);
    expect(await unlikeAudit(database.admin, world.organizationId)).toEqual([]);
  });

  test('moves the calendar’s version and tells subscribers of the booking', async () => {
    const [one, other] = [stay(), stay()];
    await apply('airbnb', one);
    await apply('vrbo', other);
    const events = () =>
      rowsOf('SELECT type, booking_id FROM log.events WHERE organization_id = $1 ORDER BY seq');
    const before = (await events()).length;
    const [moved] = await versions();
    await say({ bookings: [one.bookingId, other.bookingId], same: true });
    const told = (await events()).slice(before).map(({ type }) => type);
    expect(told).toEqual(['BookingChanged', 'CalendarChanged', 'ConflictResolved']);
    expect(await versions()).not.toEqual([moved]);
  });

  test('on bookings of two units, or on one that is not there, changes nothing', async () => {
    const original = stay();
    await apply('airbnb', original);
    const requestId = await world.request({ unit: 'roomA', ...NIGHTS });
    await activities.claimNights({ organizationId: world.organizationId, requestId });
    expect(await say({ bookings: [original.bookingId, requestId], same: true })).toEqual({
      kind: 'differentUnits',
    });
    const unknown = say({ bookings: [original.bookingId, randomUUID()], same: true });
    await expect(unknown).rejects.toMatchObject({ type: FAILURES.notFound, nonRetryable: true });
    const noRequest = activities.decideMirror({
      organizationId: world.organizationId,
      requestId: randomUUID(),
    });
    await expect(noRequest).rejects.toMatchObject({ type: FAILURES.notFound });
  });
});
