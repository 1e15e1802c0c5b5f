import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { FAILURES } from '@roomnight/contracts/failures';
import { createActivities } from './activities.ts';
import { brokenRules } from './test-calendar.ts';
import { createTestWorld, put, type TestWorld, type UnitName } from './test-world.ts';

let now: Date;
let database: TestDatabase;
let activities: ReturnType<typeof createActivities>;
let world: TestWorld;

beforeAll(async () => {
  database = await createTestDatabase();
  activities = createActivities({ pool: database.pool('conflict'), clock: () => now });
});
afterAll(() => database.drop());
beforeEach(async () => {
  now = new Date('2027-03-01T06:00:00Z');
  world = await createTestWorld(database.admin);
});

const MARCH = { checkIn: '2027-03-10', checkOut: '2027-03-13' };
const UNTIL = '2027-03-01T06:15:00.000Z';

async function claim(fields: Partial<Parameters<TestWorld['request']>[0]> = {}) {
  const requestId = await world.request({ unit: 'cottage', ...MARCH, ...fields });
  return activities.claimNights({ organizationId: world.organizationId, requestId });
}

/** The id of a hold of a quarter of an hour. */
async function hold(fields: Partial<Parameters<TestWorld['request']>[0]> = {}): Promise<string> {
  const answer = await claim({ holdMinutes: 15, ...fields });
  if (answer.kind !== 'accepted') throw new Error('the hold was refused');
  return answer.bookingId;
}

async function decide(bookingId: string, decision: 'confirm' | 'release', guestName?: string) {
  const requestId = await world.holdRequest(bookingId, decision, guestName);
  const input = { organizationId: world.organizationId, bookingId, requestId };
  return decision === 'confirm' ? activities.confirmHold(input) : activities.releaseHold(input);
}

const expire = (bookingId: string) =>
  activities.expireHold({ organizationId: world.organizationId, bookingId });

async function sell(fields: { unit?: UnitName; cancels?: string } = {}): Promise<string> {
  const { unit = 'cottage', cancels } = fields;
  const stay = put({ checkIn: '2027-03-12', checkOut: '2027-03-14' });
  const changeSetId = await world.changeSet(world.listing(unit, 'airbnb'), [
    cancels === undefined ? stay : { op: 'cancel', bookingId: cancels, reason: 'Gone' },
  ]);
  await activities.applyChangeSet({ organizationId: world.organizationId, changeSetId });
  return stay.bookingId;
}

async function rows(sql: string): Promise<unknown[]> {
  return (await database.admin.query(sql, [world.organizationId])).rows;
}

const BOOKINGS = `SELECT b.status, b.held_until, l.expires_at, g.name FROM availability.bookings b
  LEFT JOIN availability.availability_locks l ON l.booking_id = b.id
  LEFT JOIN availability.guests g ON g.booking_id = b.id WHERE b.organization_id = $1`;
const EVENTS = `SELECT type FROM log.events WHERE organization_id = $1 AND type LIKE 'Booking%' ORDER BY xid, seq`;
const AUDIT = `SELECT action, actor_kind, reason FROM log.audit WHERE organization_id = $1 AND subject_kind = 'booking'
  ORDER BY id`;

describe('a hold', () => {
  test('takes its nights until its end: its lock says so, and who asks for them hears until when', async () => {
    const until = new Date(UNTIL);
    expect(await claim({ holdMinutes: 15, guestName: 'Asha' })).toMatchObject({
      kind: 'accepted',
      heldUntil: UNTIL,
    });
    expect(await rows(BOOKINGS)).toEqual([
      { status: 'active', held_until: until, expires_at: until, name: 'Asha' },
    ]);
    expect(await claim()).toMatchObject({
      kind: 'refused',
      taken: [{ ...MARCH, holder: 'hold until Mon 1 Mar, 11:45 IST' }],
    });
    expect((await claim({ holdMinutes: 5 })).kind).toBe('refused');
    expect(await brokenRules(database.admin, world.organizationId)).toEqual({});
  });

  test('becomes a booking, with what is new of its guest; ten confirmations at once are one', async () => {
    const id = await hold({ guestName: 'Asha' });
    const LOCKS = `SELECT id, created_at FROM availability.availability_locks WHERE organization_id = $1`;
    const locks = await rows(LOCKS);
    now = new Date('2027-03-01T06:14:00Z');
    const answers = await Promise.all(Array.from({ length: 10 }, () => decide(id, 'confirm', 'Asha Nair')));
    expect(answers).toEqual(Array.from({ length: 10 }, () => ({ kind: 'confirmed' })));
    expect(await rows(BOOKINGS)).toEqual([
      { status: 'active', held_until: null, expires_at: null, name: 'Asha Nair' },
    ]);
    expect(await rows(LOCKS)).toEqual(locks);
    expect(await rows(EVENTS)).toEqual([{ type: 'BookingCreated' }, { type: 'BookingChanged' }]);
    expect(await rows(AUDIT)).toEqual([
      {
        action: 'booking.created',
        actor_kind: 'user',
        reason: 'A member entered it; why is on the booking.',
      },
      { action: 'booking.changed', actor_kind: 'user', reason: 'A member confirmed the hold.' },
    ]);
    now = new Date('2027-03-02T06:00:00Z');
    expect(await expire(id)).toEqual({ kind: 'confirmed' });
    expect(await decide(id, 'release')).toEqual({ kind: 'confirmed' });
    expect(await brokenRules(database.admin, world.organizationId)).toEqual({});
  });

  test('is released once, and never confirmed afterwards', async () => {
    const id = await hold();
    expect(await decide(id, 'release')).toEqual({ kind: 'released' });
    expect(await decide(id, 'release')).toEqual({ kind: 'released' });
    now = new Date('2027-03-02T06:00:00Z');
    expect(await decide(id, 'confirm')).toEqual({ kind: 'released' });
    expect((await claim()).kind).toBe('accepted');
  });

  test('ends at its end, not before, and its workflow is the author', async () => {
    const id = await hold();
    now = new Date(Date.parse(UNTIL) - 1);
    expect(await expire(id)).toEqual({ kind: 'held', heldUntil: UNTIL });
    now = new Date(UNTIL);
    expect(await expire(id)).toEqual({ kind: 'expired' });
    expect(await expire(id)).toEqual({ kind: 'expired' });
    expect((await rows(AUDIT)).at(-1)).toEqual({
      action: 'booking.cancelled',
      actor_kind: 'workflow',
      reason: 'The hold expired.',
    });
    expect((await claim()).kind).toBe('accepted');
  });

  test('cannot be confirmed once its end has come, though no timer said so, and is ended by the try', async () => {
    const id = await hold();
    now = new Date(UNTIL);
    expect(await decide(id, 'confirm')).toEqual({ kind: 'expired' });
    expect(await rows(BOOKINGS)).toMatchObject([{ status: 'cancelled', expires_at: null }]);
  });

  test('whose end has come stands in nobody’s way, though no timer said so, not even a villa’s in a room’s', async () => {
    const [cottage, villa] = [await hold(), await hold({ unit: 'villa' })];
    now = new Date(UNTIL);
    expect((await claim()).kind).toBe('accepted');
    expect((await claim({ unit: 'roomA' })).kind).toBe('accepted');
    expect((await claim({ unit: 'roomB', holdMinutes: 5 })).kind).toBe('accepted');
    const answers = [await decide(cottage, 'confirm'), await decide(villa, 'confirm')];
    expect(answers).toEqual([{ kind: 'expired' }, { kind: 'expired' }]);
    expect(await brokenRules(database.admin, world.organizationId)).toEqual({});
  });

  test('gives way at once to what a platform sold, as a conflict, and is not confirmed while that stands', async () => {
    const id = await hold();
    const sold = await sell();
    expect(
      await rows(`SELECT booking_id = '${id}' AS holds, check_in FROM availability.availability_locks
      WHERE organization_id = $1 ORDER BY check_in`),
    ).toEqual([
      { holds: true, check_in: '2027-03-10' },
      { holds: false, check_in: '2027-03-12' },
    ]);
    expect(
      await rows(`SELECT status, severity FROM availability.calendar_conflicts WHERE organization_id = $1`),
    ).toEqual([{ status: 'detected', severity: 'low' }]);
    expect(await rows(AUDIT)).toContainEqual({
      action: 'booking.nightsHandedOver',
      actor_kind: 'workflow',
      reason: 'Its nights go to a booking that comes first.',
    });
    expect(await decide(id, 'confirm')).toMatchObject({
      kind: 'refused',
      taken: [{ checkIn: '2027-03-12', checkOut: '2027-03-13', holder: 'Airbnb stay', bookingId: sold }],
    });
    expect(await brokenRules(database.admin, world.organizationId)).toEqual({});

    await sell({ cancels: sold });
    expect(await decide(id, 'confirm')).toEqual({ kind: 'confirmed' });
    expect(
      await rows(`SELECT status FROM availability.calendar_conflicts WHERE organization_id = $1`),
    ).toEqual([{ status: 'resolved' }]);
    expect(await brokenRules(database.admin, world.organizationId)).toEqual({});
  });

  test('is never won back by its confirmation from a sale that comes at the same time', async () => {
    const id = await hold();
    const [answer] = await Promise.all([decide(id, 'confirm'), sell()]);
    const expected = answer.kind === 'confirmed' ? ['medium', 'high'] : ['low'];
    const conflicts = await rows(
      `SELECT severity FROM availability.calendar_conflicts WHERE organization_id = $1 AND status = 'detected'`,
    );
    expect(conflicts).toHaveLength(1);
    expect(expected).toContain(Object.values(conflicts[0] ?? {})[0]);
    expect(await brokenRules(database.admin, world.organizationId)).toEqual({});
  });

  test('that another one overlaps is refused: of two asked for and confirmed together one is booked', async () => {
    const both = [
      { ...MARCH, holdMinutes: 15 },
      { checkIn: '2027-03-12', checkOut: '2027-03-15', holdMinutes: 15 },
    ];
    const ids = await Promise.all(both.map((fields) => world.request({ unit: 'cottage', ...fields })));
    const { organizationId } = world;
    const claims = await Promise.all(
      ids.map((requestId) => activities.claimNights({ organizationId, requestId })),
    );
    const answers = await Promise.all(ids.map((id) => decide(id, 'confirm')));
    expect(claims.map(({ kind }) => kind).toSorted()).toEqual(['accepted', 'refused']);
    expect(answers.map(({ kind }) => kind).toSorted()).toEqual(['confirmed', 'notAHold']);
    expect(await brokenRules(database.admin, organizationId)).toEqual({});
  });

  test('that is over and the one that followed it, confirmed together: the one that lives is booked', async () => {
    const first = await hold();
    now = new Date(UNTIL);
    const second = await hold();
    const answers = await Promise.all([decide(first, 'confirm'), decide(second, 'confirm')]);
    expect(answers).toEqual([{ kind: 'expired' }, { kind: 'confirmed' }]);
    expect(await brokenRules(database.admin, world.organizationId)).toEqual({});
  });

  test('is nothing that was booked at once, and nobody else’s', async () => {
    const booked = await claim();
    if (booked.kind !== 'accepted') throw new Error('the claim was refused');
    expect(await decide(booked.bookingId, 'confirm')).toEqual({ kind: 'notAHold' });
    expect(await decide(booked.bookingId, 'release')).toEqual({ kind: 'notAHold' });
    const id = await hold({ unit: 'roomA' });
    const mine = world.organizationId;
    world = await createTestWorld(database.admin);
    expect(await decide(id, 'confirm')).toEqual({ kind: 'notAHold' });
    await expect(
      activities.confirmHold({ organizationId: mine, bookingId: id, requestId: id }),
    ).rejects.toMatchObject({ type: FAILURES.notFound, nonRetryable: true });
  });
});
