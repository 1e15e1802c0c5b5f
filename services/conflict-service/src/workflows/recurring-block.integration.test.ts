import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { FAILURES } from '@roomnight/contracts/failures';
import { RECURRING_BLOCK, recurringBlockWorkflowId } from '@roomnight/contracts/recurring-block';
import { endRecurring, expand } from '@roomnight/contracts/recurring-block-messages';
import { searchAttributes } from '@roomnight/contracts/search-attributes';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { WithStartWorkflowOperation } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createActivities } from '../activities.ts';
import { recurringRequests, type RecurringFields } from '../test-recurring-blocks.ts';
import { createTestWorld, type TestWorld } from '../test-world.ts';
import type { RecurringBlock } from '../workflows.ts';

const DAY = 86_400_000;
const KEYWORD = 2;
const timeSkipping = process.env.ROOMNIGHT_TEST_TIME_SKIPPING;
const workflowsPath = fileURLToPath(new URL('../workflows.ts', import.meta.url));
const FOR_EVER: RecurringFields = { firstNight: '2027-03-08', rrule: 'FREQ=WEEKLY' };

let now = new Date('2027-03-01T06:00:00Z');
let database: TestDatabase;
let world: TestWorld;
let requests: ReturnType<typeof recurringRequests>;
let activities: ReturnType<typeof createActivities>;

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createTestWorld(database.admin);
  requests = recurringRequests(database.admin, world);
  activities = createActivities({ pool: database.pool('conflict'), clock: () => now });
});
afterAll(() => database.drop());

/** A server of one kind with a worker on a queue of its own. */
async function openTemporal(env: TestWorkflowEnvironment, given: typeof activities) {
  const taskQueue = `availability-${randomUUID()}`;
  const worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue,
    workflowsPath,
    activities: given,
  });
  const running = worker.run();
  const start = (recurringBlockId: string) => ({
    workflowId: recurringBlockWorkflowId(recurringBlockId),
    taskQueue,
    args: [{ organizationId: world.organizationId, recurringBlockId }] as const,
  });
  return {
    env,
    start,
    withStart: (recurringBlockId: string) =>
      new WithStartWorkflowOperation<typeof RecurringBlock>(RECURRING_BLOCK, {
        ...start(recurringBlockId),
        args: [{ organizationId: world.organizationId, recurringBlockId }],
        workflowIdConflictPolicy: 'USE_EXISTING',
      }),
    handle: (recurringBlockId: string) =>
      env.client.workflow.getHandle<typeof RecurringBlock>(recurringBlockWorkflowId(recurringBlockId)),
    async close() {
      worker.shutdown();
      await running;
      await env.teardown();
    },
  };
}
type Temporal = Awaited<ReturnType<typeof openTemporal>>;

describe('RecurringBlock', () => {
  let temporal: Temporal;
  beforeAll(async () => {
    const address = process.env.ROOMNIGHT_TEST_TEMPORAL ?? '';
    temporal = await openTemporal(
      await TestWorkflowEnvironment.createFromExistingServer({ address }),
      activities,
    );
  });
  afterAll(() => temporal.close());

  const ask = (startWorkflowOperation: ReturnType<Temporal['withStart']>) =>
    temporal.env.client.workflow.executeUpdateWithStart(expand, { startWorkflowOperation });
  const end = (startWorkflowOperation: ReturnType<Temporal['withStart']>, requestId: string) =>
    temporal.env.client.workflow.executeUpdateWithStart(endRecurring, {
      startWorkflowOperation,
      args: [{ requestId }],
    });

  test('an update-with-start closes the nights in one workflow task, without anyone’s words, and goes on', async () => {
    const id = await requests.create({ ...FOR_EVER, reason: 'Asha comes' });
    expect(await ask(temporal.withStart(id))).toMatchObject({ kind: 'expanded', closed: 156, goesOn: true });
    const handle = temporal.handle(id);
    const first = (await handle.fetchHistory()).events ?? [];
    expect(first.filter((event) => event.workflowTaskCompletedEventAttributes)).toHaveLength(1);
    expect(await ask(temporal.withStart(id))).toMatchObject({ closed: 156 });
    const { typedSearchAttributes, status } = await handle.describe();
    expect(status.name).toBe('RUNNING');
    expect(typedSearchAttributes.get(searchAttributes.organization)).toBe(world.organizationId);
    expect(typedSearchAttributes.get(searchAttributes.state)).toBe('recurring');
    const { events } = await handle.fetchHistory();
    const payloads = payloadTexts(events).join();
    expect(payloads).toContain('recurringBlockId');
    expect(payloads).not.toMatch(/Asha|WEEKLY/);

    const requestId = await requests.end(id, '2027-03-20');
    expect(await end(temporal.withStart(id), requestId)).toEqual({ kind: 'ended', opened: 154 });
    await handle.result();
    expect((await handle.describe()).typedSearchAttributes.get(searchAttributes.state)).toBe('over');
  });

  test('refused, it is over', async () => {
    const taken = await world.request({ unit: 'roomA', checkIn: '2027-03-15', checkOut: '2027-03-16' });
    await activities.claimNights({ organizationId: world.organizationId, requestId: taken });
    const id = await requests.create({ ...FOR_EVER, unit: 'villa' });
    expect(await ask(temporal.withStart(id))).toMatchObject({
      kind: 'refused',
      taken: [{ bookingId: taken }],
    });
    await temporal.handle(id).result();
    expect((await temporal.handle(id).describe()).typedSearchAttributes.get(searchAttributes.state)).toBe(
      'refused',
    );
  });

  test('ended from a later night it goes on until then; ended again it opens the nights before too', async () => {
    const taken = await world.request({ unit: 'roomB', checkIn: '2027-03-22', checkOut: '2027-03-23' });
    await activities.claimNights({ organizationId: world.organizationId, requestId: taken });
    const id = await requests.create({ ...FOR_EVER, unit: 'roomB', skipTaken: true });
    await ask(temporal.withStart(id));
    await end(temporal.withStart(id), await requests.end(id, '2027-04-01'));
    expect((await temporal.handle(id).describe()).status.name).toBe('RUNNING');
    expect(await end(temporal.withStart(id), await requests.end(id, '2027-03-10'))).toEqual({
      kind: 'ended',
      opened: 2,
    });
    await temporal.handle(id).result();
    expect(await end(temporal.withStart(id), await requests.end(id, '2027-03-01'))).toEqual({
      kind: 'ended',
      opened: 1,
    });
  });

  test('a request that does not exist fails the update and ends the workflow', async () => {
    const id = randomUUID();
    await expect(ask(temporal.withStart(id))).rejects.toMatchObject({ cause: { type: FAILURES.notFound } });
    await expect(temporal.handle(id).result()).rejects.toMatchObject({ cause: { type: FAILURES.notFound } });
  });
});

describe.skipIf(timeSkipping === undefined)('RecurringBlock, while time passes', () => {
  let temporal: Temporal;
  beforeAll(async () => {
    const env = await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path: timeSkipping ?? '' } },
    });
    // The test server knows no list of attributes to compare with: they are only added.
    await env.client.connection.operatorService.addSearchAttributes({
      namespace: 'default',
      searchAttributes: Object.fromEntries(
        Object.values(searchAttributes).map(({ name }) => [name, KEYWORD]),
      ),
    });
    temporal = await openTemporal(env, {
      ...activities,
      async expandRecurringBlock(input) {
        now = new Date(await env.currentTimeMs());
        return activities.expandRecurringBlock(input);
      },
    });
  });
  afterAll(() => temporal.close());

  test('closes what comes within the horizon and what became free, week by week, in runs of a few events', async () => {
    const { env } = temporal;
    now = new Date(await env.currentTimeMs());
    const nightIn = (days: number) => new Date(now.getTime() + days * DAY).toISOString().slice(0, 10);
    const [firstNight, taken] = [nightIn(10), nightIn(24)];
    const requestId = await world.request({ unit: 'cottage', checkIn: taken, checkOut: nightIn(25) });
    await activities.claimNights({ organizationId: world.organizationId, requestId });
    const id = await requests.create({ firstNight, rrule: 'FREQ=WEEKLY', skipTaken: true });
    const { workflowId, taskQueue, args } = temporal.start(id);
    await env.client.workflow.start<typeof RecurringBlock>(RECURRING_BLOCK, {
      workflowId,
      taskQueue,
      args: [...args],
    });
    await expect.poll(() => requests.occurrences(id), { timeout: 15_000 }).toContain(`${taken} left out`);
    const atFirst = (await requests.occurrences(id)).length;

    await activities.cancelBooking({
      organizationId: world.organizationId,
      bookingId: requestId,
      requestId: await world.cancellation(requestId),
    });
    await env.sleep(7 * DAY + 60_000);
    await expect.poll(() => requests.occurrences(id), { timeout: 15_000 }).toContain(`${taken} active`);
    await env.sleep(8 * 7 * DAY);
    await expect
      .poll(async () => (await requests.occurrences(id)).length, { timeout: 15_000 })
      .toBe(atFirst + 9);

    const { events } = await temporal.handle(id).fetchHistory();
    expect(events?.length).toBeLessThan(12);
    const answer = await temporal
      .handle(id)
      .executeUpdate(endRecurring, { args: [{ requestId: await requests.end(id, firstNight) }] });
    expect(answer.kind).toBe('ended');
    await temporal.handle(id).result();
    expect((await requests.occurrences(id)).filter((each) => each.endsWith('active'))).toHaveLength(8);
  });
});

/** Every payload of an event as text: in JSON they are arrays of bytes, in which nothing would ever be found. */
function payloadTexts(value: unknown): string[] {
  if (value instanceof Uint8Array) return [Buffer.from(value).toString()];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(payloadTexts);
}
