import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { addNights, istNight } from '@roomnight/calendar/night';
import { BOOKING, bookingWorkflowId } from '@roomnight/contracts/booking';
import { searchAttributes } from '@roomnight/contracts/search-attributes';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createActivities } from '../activities.ts';
import { createTestWorld, type TestWorld } from '../test-world.ts';
import type { Booking } from '../workflows.ts';

const path = process.env.ROOMNIGHT_TEST_TIME_SKIPPING;
const taskQueue = `availability-${randomUUID()}`;
const KEYWORD = 2;
const MINUTE = 60_000;

describe.skipIf(path === undefined)('a hold, while time passes', () => {
  let database: TestDatabase;
  let world: TestWorld;
  let temporal: TestWorkflowEnvironment;
  let worker: Worker;
  let running: Promise<void>;
  let now: Date;
  /** How far the service's clock is behind the server's. */
  let behind = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    world = await createTestWorld(database.admin);
    temporal = await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path: path ?? '' } },
    });
    // The test server knows no list of attributes to compare with: they are only added.
    await temporal.client.connection.operatorService.addSearchAttributes({
      namespace: 'default',
      searchAttributes: Object.fromEntries(
        Object.values(searchAttributes).map(({ name }) => [name, KEYWORD]),
      ),
    });
    const activities = createActivities({ pool: database.pool('conflict'), clock: () => now });
    const inTestTime =
      <I, O>(activity: (input: I) => Promise<O>) =>
      async (input: I): Promise<O> => {
        now = new Date((await temporal.currentTimeMs()) - behind);
        return activity(input);
      };
    worker = await Worker.create({
      connection: temporal.nativeConnection,
      taskQueue,
      workflowsPath: fileURLToPath(new URL('../workflows.ts', import.meta.url)),
      activities: {
        claimNights: inTestTime(activities.claimNights),
        expireHold: inTestTime(activities.expireHold),
      },
    });
    running = worker.run();
  });
  afterAll(async () => {
    worker.shutdown();
    await running;
    await temporal.teardown();
    await database.drop();
  });

  /** Holds nights for a quarter of an hour and waits for the end of the workflow. */
  async function hold(unit: 'cottage' | 'villa') {
    const today = istNight(new Date(await temporal.currentTimeMs()));
    const requestId = await world.request({
      unit,
      checkIn: addNights(today, 40),
      checkOut: addNights(today, 43),
      holdMinutes: 15,
    });
    const { organizationId } = world;
    const handle = await temporal.client.workflow.start<typeof Booking>(BOOKING, {
      workflowId: bookingWorkflowId(organizationId, requestId),
      taskQueue,
      args: [{ organizationId, requestId }],
    });
    const answer = await handle.result();
    const { rows } = await database.admin.query<{ status: string; cancelled_at: Date; held_until: Date }>(
      'SELECT status, cancelled_at, held_until FROM availability.bookings WHERE id = $1',
      [requestId],
    );
    const [row] = rows;
    if (row === undefined) throw new Error('no hold was made');
    const { typedSearchAttributes } = await handle.describe();
    return { answer, row, state: typedSearchAttributes.get(searchAttributes.state), handle };
  }

  test('it expires by its timer, a quarter of an hour later, if nobody decides', async () => {
    const { answer, row, state } = await hold('cottage');
    expect(answer).toMatchObject({ kind: 'accepted', heldUntil: row.held_until.toISOString() });
    expect([row.status, state]).toEqual(['cancelled', 'expired']);
    expect(row.cancelled_at.getTime() - row.held_until.getTime()).toBeLessThan(MINUTE);
  });

  test('a timer that comes too early ends nothing: the stored end does', async () => {
    behind = MINUTE / 12;
    const { row, state, handle } = await hold('villa');
    expect([row.status, state]).toEqual(['cancelled', 'expired']);
    expect(row.cancelled_at.getTime()).toBeGreaterThanOrEqual(row.held_until.getTime());
    const { events } = await handle.fetchHistory();
    expect(events?.filter((event) => event.timerFiredEventAttributes).length).toBeGreaterThanOrEqual(2);
  });
});
