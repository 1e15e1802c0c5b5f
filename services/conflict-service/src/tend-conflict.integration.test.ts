import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import type { ConflictMessage } from '@roomnight/contracts/conflict';
import { createActivities } from './activities.ts';
import { createTestWorld, put, type TestWorld } from './test-world.ts';

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
  now = new Date('2027-03-01T12:00:00+05:30');
  world = await createTestWorld(database.admin);
});

const STAY = { checkIn: '2027-03-20', checkOut: '2027-03-23' };

/** Two platforms sold the cottage. @returns the conflict's id and a way to take one stay back */
async function doubleSale() {
  const stays = (['airbnb', 'vrbo'] as const).map((platform) => ({ platform, stay: put(STAY) }));
  const apply = async (platform: 'airbnb' | 'vrbo', change: Parameters<TestWorld['changeSet']>[1][number]) =>
    activities.applyChangeSet({
      organizationId: world.organizationId,
      changeSetId: await world.changeSet(world.listing('cottage', platform), [change]),
    });
  for (const { platform, stay } of stays) await apply(platform, stay);
  const { rows } = await database.admin.query<{ id: string }>(
    'SELECT id FROM availability.calendar_conflicts WHERE organization_id = $1',
    [world.organizationId],
  );
  const bookingId = stays[1]?.stay.bookingId ?? '';
  return {
    id: rows[0]?.id ?? '',
    cancel: () => apply('vrbo', { op: 'cancel', bookingId, reason: 'Gone from the feed' }),
    returns: () => apply('vrbo', put({ ...STAY, bookingId })),
  };
}

const tend = (conflictId: string, told: ConflictMessage | null = null) =>
  activities.tendConflict({ organizationId: world.organizationId, conflictId, told });

describe('tendConflict', () => {
  test('a conflict is told at once, and once', async () => {
    const { id } = await doubleSale();
    const found = await tend(id);
    expect(found).toMatchObject({ status: 'detected', message: { number: 1, moment: 'detected' } });
    expect(await tend(id)).toMatchObject({ message: found.message });
    expect(await tend(id, found.message)).toMatchObject({ message: null });
    expect(await tend(id, found.message)).toMatchObject({ message: null });
  });

  test('severity rises by the time alone, with an audit row that says why, and people are told', async () => {
    const { id } = await doubleSale();
    const { message } = await tend(id);
    const { wakeAt, details } = await tend(id, message);
    expect(details).toContain('Severity medium');
    // The first reminder of a medium one; 14 days before the first night it is high.
    expect(wakeAt).toBe('2027-03-02T01:30:00.000Z');
    now = new Date('2027-03-06T00:00:00+05:30');
    const urgent = await tend(id);
    expect(urgent).toMatchObject({ message: { number: 2, moment: 'escalated' } });
    expect(urgent.details).toContain('Severity high: Two confirmed stays, 14 days ahead.');
    const { rows } = await database.admin.query(
      `SELECT actor_kind, actor_id, reason FROM log.audit WHERE subject_id = $1 AND action = 'conflict.changed'`,
      [id],
    );
    expect(rows).toEqual([
      { actor_kind: 'workflow', actor_id: `conflict:${id}`, reason: 'Two confirmed stays, 14 days ahead.' },
    ]);
  });

  test('reminders count up, and are told to everybody from the third on', async () => {
    const { id } = await doubleSale();
    let { message } = await tend(id);
    const told: unknown[] = [];
    for (let at = 0; at < 4; at++) {
      const { wakeAt } = await tend(id, message);
      now = new Date(wakeAt ?? '');
      ({ message } = await tend(id));
      told.push(message);
    }
    expect(told).toEqual([
      { number: 2, moment: 'reminder' },
      { number: 3, moment: 'reminder' },
      { number: 4, moment: 'escalated' },
      { number: 5, moment: 'escalated' },
    ]);
  });

  test('a platform that takes its sale back ends it, and its return is the same conflict and a new case', async () => {
    const { id, cancel, returns } = await doubleSale();
    const { message } = await tend(id);
    await tend(id, message);
    await cancel();
    const over = await tend(id);
    expect(over).toMatchObject({
      status: 'resolved',
      message: { number: 2, moment: 'resolved' },
      wakeAt: null,
    });
    expect(await tend(id, over.message)).toMatchObject({ message: null, wakeAt: null });
    now = new Date('2027-03-02T12:00:00+05:30');
    await returns();
    expect(await tend(id)).toMatchObject({ status: 'detected', message: { number: 3, moment: 'detected' } });
  });

  test('one that came and went before anybody heard of it is told to nobody', async () => {
    const { id, cancel } = await doubleSale();
    await cancel();
    expect(await tend(id)).toMatchObject({ status: 'resolved', message: null, wakeAt: null });
  });

  test('is over with its nights', async () => {
    const { id } = await doubleSale();
    now = new Date('2027-03-22T12:00:00+05:30');
    const { message, wakeAt } = await tend(id);
    expect(wakeAt).toBe(new Date('2027-03-23T00:00:00+05:30').toISOString());
    now = new Date(wakeAt ?? '');
    const over = await tend(id, message);
    expect(over).toMatchObject({ status: 'resolved' });
    expect(over.details).toContain('The nights are over.');
  });

  test('another organization’s conflict is not found', async () => {
    const { id } = await doubleSale();
    world = await createTestWorld(database.admin);
    await expect(tend(id)).rejects.toMatchObject({ type: 'NotFound' });
  });
});
