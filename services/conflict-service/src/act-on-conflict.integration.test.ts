import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Resolution } from '@roomnight/contracts/resolution';
import { replay, type AuditRow } from '@roomnight/calendar/replay';
import { readCalendarAudit } from '@roomnight/database/read-audit';
import { withOrganization } from '@roomnight/database/tenant';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { createActivities } from './activities.ts';
import { brokenRules } from './test-calendar.ts';
import { replayedRows, storedRows } from './test-replay.ts';
import { createTestWorld, put, UNITS, type TestWorld, type UnitName } from './test-world.ts';

let tick: number;
let database: TestDatabase;
let activities: ReturnType<typeof createActivities>;
let world: TestWorld;

beforeAll(async () => {
  database = await createTestDatabase();
  const start = Date.parse('2027-03-01T12:00:00+05:30');
  activities = createActivities({
    pool: database.pool('conflict'),
    clock: () => new Date(start + 1_000 * tick++),
  });
});
afterAll(() => database.drop());
beforeEach(async () => {
  tick = 0;
  world = await createTestWorld(database.admin);
});

const MARCH = { checkIn: '2027-03-20', checkOut: '2027-03-23' };

async function claim(unit: UnitName, stay = MARCH, kind: 'stay' | 'block' = 'stay'): Promise<string> {
  const requestId = await world.request({ unit, kind, ...stay });
  const { organizationId } = world;
  expect(await activities.claimNights({ organizationId, requestId })).toMatchObject({ kind: 'accepted' });
  return requestId;
}

async function importStay(unit: UnitName, stay = MARCH): Promise<string> {
  const change = put(stay);
  const changeSetId = await world.changeSet(world.listing(unit, 'airbnb'), [change]);
  await activities.applyChangeSet({ organizationId: world.organizationId, changeSetId });
  return change.bookingId;
}

async function conflict() {
  const { rows } = await database.admin.query<{ id: string; status: string; resolution: string | null }>(
    'SELECT id, status, resolution FROM availability.calendar_conflicts WHERE organization_id = $1 ORDER BY detected_at',
    [world.organizationId],
  );
  if (rows.length !== 1) throw new Error(`${rows.length} conflicts`);
  return rows[0] as (typeof rows)[number];
}

async function act(action: string, details: object = {}, requestId: string = randomUUID()) {
  const { id: conflictId } = await conflict();
  await database.admin.query(
    `INSERT INTO gateway.conflict_requests VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    [requestId, world.organizationId, conflictId, action, details, world.userId, new Date()],
  );
  return activities.actOnConflict({ organizationId: world.organizationId, conflictId, requestId });
}

const choose = (resolution: Resolution) => act('choose', { resolution });

interface StepRow {
  id: string;
  kind: string;
  sentence: string;
  done: boolean;
}

async function steps(): Promise<StepRow[]> {
  const { rows } = await database.admin.query<StepRow>(
    `SELECT s.id, s.kind, s.sentence, s.done_at IS NOT NULL AS done FROM availability.conflict_steps s
     WHERE organization_id = $1 ORDER BY position`,
    [world.organizationId],
  );
  return rows;
}

async function stepOf(kind: string): Promise<string> {
  return (await steps()).find((step) => step.kind === kind)?.id ?? randomUUID();
}

const doStep = async (kind: string) => act('do_step', { stepId: await stepOf(kind) });
const undoStep = async (kind: string) => act('undo_step', { stepId: await stepOf(kind) });

async function booking(id: string) {
  const { rows } = await database.admin.query(
    `SELECT unit_id, status, check_in, check_out FROM availability.bookings WHERE id = $1`,
    [id],
  );
  return rows[0] as { unit_id: string; status: string; check_in: string; check_out: string };
}

/** No invariant is broken, and the audit says all that became of the calendar. */
async function whole(): Promise<void> {
  const { organizationId } = world;
  expect(await brokenRules(database.admin, organizationId)).toEqual({});
  const units = UNITS.map((name) => world.unit[name]);
  const year = { checkIn: '2027-01-01', checkOut: '2028-01-01' };
  const rows = await withOrganization(database.pool('gateway'), organizationId, (tx) =>
    readCalendarAudit(tx, units, year, new Date('2027-12-31T00:00:00Z')),
  );
  const stored = await storedRows(database.admin, organizationId);
  expect(replayedRows(replay(rows as AuditRow[]))).toEqual(stored);
}

describe('a way out', () => {
  test('becomes steps, and is withdrawn as long as none is done', async () => {
    const direct = await claim('cottage');
    await importStay('cottage');
    expect(await choose({ kind: 'cancel', bookingId: direct })).toEqual({ kind: 'done' });
    expect((await steps()).map(({ kind }) => kind)).toEqual(['cancel_here', 'tell_guest']);
    expect(await conflict()).toMatchObject({ status: 'resolving', resolution: null });
    expect(await act('withdraw')).toEqual({ kind: 'done' });
    expect(await steps()).toEqual([]);
    expect(await conflict()).toMatchObject({ status: 'detected' });

    await choose({ kind: 'cancel', bookingId: direct });
    await doStep('tell_guest');
    expect(await act('withdraw')).toMatchObject({ kind: 'refused' });
    expect(await choose({ kind: 'cancel', bookingId: direct })).toMatchObject({ kind: 'refused' });
  });

  test('is done by Roomnight where it can be, ends the conflict in that transaction, and is taken back', async () => {
    const direct = await claim('cottage');
    const imported = await importStay('cottage');
    await choose({ kind: 'cancel', bookingId: direct });
    expect(await doStep('cancel_here')).toEqual({ kind: 'done' });
    expect(await booking(direct)).toMatchObject({ status: 'cancelled' });
    const over = await conflict();
    expect(over.status).toBe('resolved');
    expect(over.resolution).toMatch(/^A member chose it: Cancel the /);
    await whole();

    expect(await undoStep('cancel_here')).toEqual({ kind: 'done' });
    expect(await booking(direct)).toMatchObject({ status: 'active' });
    expect(await conflict()).toMatchObject({ id: over.id, status: 'detected', resolution: null });
    expect((await booking(imported)).status).toBe('active');
    await whole();
    const { rows } = await database.admin.query<{ action: string }>(
      `SELECT action FROM log.audit WHERE subject_id = $1 ORDER BY occurred_at, id`,
      [over.id],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'conflict.detected',
      'conflict.chosen',
      'conflict.resolved',
      'conflict.stepDone',
      'conflict.reopened',
      'conflict.stepUndone',
    ]);
  });

  test('waits for the feed where a platform has to do it', async () => {
    await claim('cottage');
    const imported = await importStay('cottage');
    await choose({ kind: 'cancel', bookingId: imported });
    expect((await steps()).map(({ kind }) => kind)).toEqual(['cancel_on_platform', 'tell_guest']);
    await doStep('cancel_on_platform');
    await doStep('tell_guest');
    expect(await conflict()).toMatchObject({ status: 'resolving' });
    const changeSetId = await world.changeSet(world.listing('cottage', 'airbnb'), [
      { op: 'cancel', bookingId: imported, reason: 'Gone from the feed' },
    ]);
    await activities.applyChangeSet({ organizationId: world.organizationId, changeSetId });
    expect(await conflict()).toMatchObject({
      status: 'resolved',
      resolution: 'Over as chosen: the stay of 20–23 Mar was cancelled.',
    });
  });

  test('puts a booking in another unit, also one that a feed reports, where later polls leave it', async () => {
    const imported = await importStay('roomA');
    await claim('cottage');
    const other = put(MARCH);
    const apply = async (change: typeof other) => {
      const changeSetId = await world.changeSet(world.listing('roomA', 'vrbo'), [change]);
      await activities.applyChangeSet({ organizationId: world.organizationId, changeSetId });
    };
    await apply(other);
    await choose({ kind: 'move', moves: [{ bookingId: imported, unitId: world.unit.roomB }] });
    expect(await doStep('move_here')).toEqual({ kind: 'done' });
    expect(await booking(imported)).toMatchObject({ unit_id: world.unit.roomB });
    expect(await conflict()).toMatchObject({ status: 'resolved' });
    await apply({ ...other, tentative: true });
    expect(await conflict()).toMatchObject({ status: 'resolved' });
    await whole();
    expect(await undoStep('move_here')).toEqual({ kind: 'done' });
    expect(await booking(imported)).toMatchObject({ unit_id: world.unit.roomA });
    expect(await conflict()).toMatchObject({ status: 'detected' });
    await whole();
  });

  test('is not done where its nights were taken meanwhile, and changes nothing then', async () => {
    const imported = await importStay('roomA');
    const changeSetId = await world.changeSet(world.listing('roomA', 'vrbo'), [put(MARCH)]);
    await activities.applyChangeSet({ organizationId: world.organizationId, changeSetId });
    await choose({ kind: 'move', moves: [{ bookingId: imported, unitId: world.unit.roomB }] });
    await claim('roomB', { checkIn: '2027-03-22', checkOut: '2027-03-24' });
    expect(await doStep('move_here')).toMatchObject({ kind: 'refused' });
    expect(await booking(imported)).toMatchObject({ unit_id: world.unit.roomA });
    expect((await steps()).every(({ done }) => !done)).toBe(true);
    await whole();
  });

  test('shortens a stay by agreement, and divides one among rooms with the same guest', async () => {
    const direct = await claim('roomA', { checkIn: '2027-03-18', checkOut: '2027-03-24' });
    await importStay('roomA');
    await choose({ kind: 'changeDates', bookingId: direct, checkIn: '2027-03-18', checkOut: '2027-03-20' });
    await doStep('change_here');
    expect(await booking(direct)).toMatchObject({ check_in: '2027-03-18', check_out: '2027-03-20' });
    expect(await conflict()).toMatchObject({ status: 'resolved' });
    await undoStep('change_here');
    expect(await booking(direct)).toMatchObject({ check_out: '2027-03-24' });

    const parts = [
      { unitId: world.unit.roomB, checkIn: '2027-03-18', checkOut: '2027-03-23' },
      { unitId: world.unit.roomA, checkIn: '2027-03-23', checkOut: '2027-03-24' },
    ];
    await choose({ kind: 'split', bookingId: direct, parts });
    expect(await doStep('split_here')).toEqual({ kind: 'done' });
    expect(await conflict()).toMatchObject({ status: 'resolved' });
    const { rows } = await database.admin.query(
      `SELECT unit_id, check_in, check_out FROM availability.bookings
       WHERE organization_id = $1 AND source = 'direct' AND status = 'active' ORDER BY check_in`,
      [world.organizationId],
    );
    expect(rows).toEqual(
      parts.map(({ unitId, checkIn, checkOut }) => ({
        unit_id: unitId,
        check_in: checkIn,
        check_out: checkOut,
      })),
    );
    await whole();
    await undoStep('split_here');
    expect(await booking(direct)).toMatchObject({ unit_id: world.unit.roomA, check_out: '2027-03-24' });
    await whole();
  });

  test('releases a block, and says that two are one', async () => {
    const block = await claim('cottage', MARCH, 'block');
    const imported = await importStay('cottage');
    await choose({ kind: 'releaseBlock', bookingId: block });
    await doStep('release_here');
    expect(await conflict()).toMatchObject({ status: 'resolved' });
    await undoStep('release_here');
    await choose({ kind: 'sameBooking', bookingId: block, otherBookingId: imported });
    await doStep('say_same_here');
    expect(await conflict()).toMatchObject({ status: 'resolved' });
    await undoStep('say_same_here');
    expect(await conflict()).toMatchObject({ status: 'detected' });
    await whole();
  });

  test('that belongs to another conflict is refused', async () => {
    const direct = await claim('cottage');
    await importStay('cottage');
    const [stranger, nowhere] = [randomUUID(), randomUUID()];
    for (const resolution of [
      { kind: 'cancel', bookingId: stranger },
      { kind: 'releaseBlock', bookingId: direct },
      { kind: 'move', moves: [{ bookingId: direct, unitId: nowhere }] },
      { kind: 'move', moves: [{ bookingId: stranger, unitId: world.unit.roomA }] },
      { kind: 'changeDates', bookingId: direct, checkIn: '2027-03-20', checkOut: '2027-03-20' },
      { kind: 'split', bookingId: direct, parts: [{ unitId: world.unit.cottage, ...MARCH }] },
      { kind: 'sameBooking', bookingId: direct, otherBookingId: direct },
    ] satisfies Resolution[]) {
      expect(await choose(resolution)).toMatchObject({ kind: 'refused' });
    }
    expect(await steps()).toEqual([]);
    expect(await conflict()).toMatchObject({ status: 'detected' });
  });

  test('is asked for once, however often the request arrives', async () => {
    const direct = await claim('cottage');
    await importStay('cottage');
    await choose({ kind: 'cancel', bookingId: direct });
    const details = { stepId: await stepOf('cancel_here') };
    const requestId = randomUUID();
    const answers = await Promise.all(Array.from({ length: 6 }, () => act('do_step', details, requestId)));
    expect(new Set(answers.map(({ kind }) => kind))).toEqual(new Set(['done']));
    const { rowCount } = await database.admin.query(
      `SELECT FROM log.audit WHERE organization_id = $1 AND action = 'conflict.stepDone'`,
      [world.organizationId],
    );
    expect(rowCount).toBe(1);
  });
});

describe('without asking', () => {
  const allow = (...automatic: string[]) =>
    database.admin.query(
      `INSERT INTO gateway.conflict_preferences VALUES ($1, 'first_booked', 50, true, $2, $3, $4)`,
      [world.organizationId, automatic, new Date(), world.userId],
    );
  const tend = async () =>
    activities.tendConflict({
      organizationId: world.organizationId,
      conflictId: (await conflict()).id,
      told: null,
    });

  test('what the organization lets be done is done, told, and can be taken back for good', async () => {
    await allow('release_block');
    const block = await claim('cottage', MARCH, 'block');
    await importStay('cottage');
    expect(await tend()).toMatchObject({ status: 'resolved', message: { number: 1, moment: 'resolved' } });
    expect(await booking(block)).toMatchObject({ status: 'cancelled' });
    expect((await conflict()).resolution).toMatch(
      /^Done without asking, as the organization lets it: Release /,
    );
    const { rows } = await database.admin.query<{ actor_kind: string }>(
      `SELECT DISTINCT actor_kind FROM log.audit WHERE subject_id = $1 AND action = 'booking.cancelled'`,
      [block],
    );
    expect(rows).toEqual([{ actor_kind: 'workflow' }]);
    await whole();

    expect(await undoStep('release_here')).toEqual({ kind: 'done' });
    expect(await tend()).toMatchObject({ status: 'detected' });
    expect(await booking(block)).toMatchObject({ status: 'active' });
  });

  test('nothing is done that the organization did not name', async () => {
    await allow('move_in_property');
    const block = await claim('cottage', MARCH, 'block');
    await importStay('cottage');
    expect(await tend()).toMatchObject({ status: 'detected' });
    expect(await booking(block)).toMatchObject({ status: 'active' });
  });
});
