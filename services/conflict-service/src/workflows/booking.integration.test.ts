import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { WithStartWorkflowOperation, type WorkflowHandle } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  BOOKING,
  BOOKING_CANCELLATION,
  bookingCancellationWorkflowId,
  bookingWorkflowId,
  type BookingCancellationInput,
  type BookingInput,
} from '@roomnight/contracts/booking';
import { cancel, claim, confirm, release } from '@roomnight/contracts/booking-messages';
import { FAILURES } from '@roomnight/contracts/failures';
import { searchAttributes } from '@roomnight/contracts/search-attributes';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { createActivities } from '../activities.ts';
import { createTestWorld, type TestWorld } from '../test-world.ts';
import type { Booking, BookingCancellation } from '../workflows.ts';

const taskQueue = `availability-${randomUUID()}`;
let database: TestDatabase;
let world: TestWorld;
let temporal: TestWorkflowEnvironment;
let worker: Worker;
let running: Promise<void>;

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createTestWorld(database.admin);
  temporal = await TestWorkflowEnvironment.createFromExistingServer({
    address: process.env.ROOMNIGHT_TEST_TEMPORAL ?? '',
  });
  worker = await Worker.create({
    connection: temporal.nativeConnection,
    taskQueue,
    workflowsPath: fileURLToPath(new URL('../workflows.ts', import.meta.url)),
    activities: createActivities({
      pool: database.pool('conflict'),
      clock: () => new Date('2027-03-01T06:00:00Z'),
    }),
  });
  running = worker.run();
});
afterAll(async () => {
  worker.shutdown();
  await running;
  await temporal.teardown();
  await database.drop();
});

function startBooking(input: BookingInput, key: string = randomUUID()) {
  return new WithStartWorkflowOperation<typeof Booking>(BOOKING, {
    workflowId: bookingWorkflowId(input.organizationId, key),
    workflowIdConflictPolicy: 'USE_EXISTING',
    taskQueue,
    args: [input],
  });
}

async function startCancellation(bookingId: string) {
  const input: BookingCancellationInput = {
    organizationId: world.organizationId,
    bookingId,
    requestId: await world.cancellation(bookingId),
  };
  return new WithStartWorkflowOperation<typeof BookingCancellation>(BOOKING_CANCELLATION, {
    workflowId: bookingCancellationWorkflowId(bookingId),
    workflowIdConflictPolicy: 'USE_EXISTING',
    taskQueue,
    args: [input],
  });
}

const claimBy = (startWorkflowOperation: ReturnType<typeof startBooking>) =>
  temporal.client.workflow.executeUpdateWithStart(claim, { startWorkflowOperation });
const cancelBy = (startWorkflowOperation: Awaited<ReturnType<typeof startCancellation>>) =>
  temporal.client.workflow.executeUpdateWithStart(cancel, { startWorkflowOperation });

async function eventsOf(handle: WorkflowHandle) {
  const { events } = await handle.fetchHistory();
  return events ?? [];
}

describe('Booking', () => {
  test('an update-with-start claims the nights and is answered in one workflow task, without a guest’s name', async () => {
    const { organizationId } = world;
    const requestId = await world.request({
      unit: 'cottage',
      checkIn: '2027-03-10',
      checkOut: '2027-03-13',
      guestName: 'Asha Nair',
    });
    const operation = startBooking({ organizationId, requestId });
    expect(await claimBy(operation)).toEqual({ kind: 'accepted', bookingId: requestId });
    const handle = await operation.workflowHandle();
    expect(await handle.result()).toEqual({ kind: 'accepted', bookingId: requestId });

    const { typedSearchAttributes } = await handle.describe();
    expect(typedSearchAttributes.get(searchAttributes.organization)).toBe(organizationId);
    expect(typedSearchAttributes.get(searchAttributes.state)).toBe('accepted');
    const events = await eventsOf(handle);
    expect(events.filter((event) => event.workflowTaskCompletedEventAttributes)).toHaveLength(1);
    expect(JSON.stringify(events.map(payloadTexts))).not.toContain('Asha');
  });

  test('the same key again gets the same answer, from a new run as from a running one', async () => {
    const { organizationId } = world;
    const requestId = await world.request({ unit: 'cottage', checkIn: '2027-04-10', checkOut: '2027-04-13' });
    const input = { organizationId, requestId };
    const answers = await Promise.all([
      claimBy(startBooking(input, 'one')),
      claimBy(startBooking(input, 'one')),
    ]);
    answers.push(await claimBy(startBooking(input, 'one')));
    expect(answers).toEqual(Array.from({ length: 3 }, () => ({ kind: 'accepted', bookingId: requestId })));
  });

  test('started by someone who never asks, it claims all the same', async () => {
    const { organizationId } = world;
    const requestId = await world.request({ unit: 'cottage', checkIn: '2027-05-10', checkOut: '2027-05-13' });
    const result = await temporal.client.workflow.execute<typeof Booking>(BOOKING, {
      workflowId: bookingWorkflowId(organizationId, requestId),
      taskQueue,
      args: [{ organizationId, requestId }],
    });
    expect(result).toEqual({ kind: 'accepted', bookingId: requestId });
  });

  test('a request that does not exist fails the update and ends the workflow', async () => {
    const operation = startBooking({ organizationId: world.organizationId, requestId: randomUUID() });
    await expect(claimBy(operation)).rejects.toMatchObject({ cause: { type: FAILURES.notFound } });
    const handle = await operation.workflowHandle();
    await expect(handle.result()).rejects.toMatchObject({ cause: { type: FAILURES.notFound } });
  });
});

describe('a hold', () => {
  async function hold(nights: { checkIn: string; checkOut: string }) {
    const { organizationId } = world;
    const requestId = await world.request({
      unit: 'cottage',
      ...nights,
      holdMinutes: 15,
      guestName: 'Asha Nair',
    });
    const operation = startBooking({ organizationId, requestId }, requestId);
    const answer = await claimBy(operation);
    return { organizationId, requestId, answer, handle: await operation.workflowHandle() };
  }

  async function decideBy(
    update: typeof confirm | typeof release,
    { organizationId, requestId }: { organizationId: string; requestId: string },
  ) {
    const decision = update === confirm ? 'confirm' : 'release';
    const input = {
      organizationId,
      bookingId: requestId,
      requestId: await world.holdRequest(requestId, decision, 'Asha Menon'),
    };
    return temporal.client.workflow.executeUpdateWithStart(update, {
      startWorkflowOperation: startBooking({ organizationId, requestId }, requestId),
      args: [input],
    });
  }

  test('is answered in one workflow task, and confirmed in one more, without a guest’s name', async () => {
    const made = await hold({ checkIn: '2027-07-10', checkOut: '2027-07-13' });
    const heldUntil = '2027-03-01T06:15:00.000Z';
    expect(made.answer).toEqual({ kind: 'accepted', bookingId: made.requestId, heldUntil });
    const tasks = async () =>
      (await eventsOf(made.handle)).filter((event) => event.workflowTaskCompletedEventAttributes).length;
    expect(await tasks()).toBe(1);
    const { typedSearchAttributes: during } = await made.handle.describe();
    expect(during.get(searchAttributes.state)).toBe('held');
    expect(await decideBy(confirm, made)).toEqual({ kind: 'confirmed' });
    await made.handle.result();
    expect(await tasks()).toBe(2);
    const { typedSearchAttributes: after } = await made.handle.describe();
    expect(after.get(searchAttributes.state)).toBe('confirmed');
    expect(JSON.stringify((await eventsOf(made.handle)).map(payloadTexts))).not.toContain('Asha');
  });

  test('that is over answers who decides again, by a run of its own', async () => {
    const made = await hold({ checkIn: '2027-07-20', checkOut: '2027-07-23' });
    expect(await decideBy(release, made)).toEqual({ kind: 'released' });
    await made.handle.result();
    const again = [await decideBy(release, made), await decideBy(confirm, made)];
    expect(again).toEqual([{ kind: 'released' }, { kind: 'released' }]);
  });

  test('ten confirmations at once get one answer', async () => {
    const made = await hold({ checkIn: '2027-07-27', checkOut: '2027-07-30' });
    const answers = await Promise.all(Array.from({ length: 10 }, () => decideBy(confirm, made)));
    expect(answers).toEqual(Array.from({ length: 10 }, () => ({ kind: 'confirmed' })));
  });
});

describe('BookingCancellation', () => {
  test('cancels once, and says so again when asked again', async () => {
    const { organizationId } = world;
    const requestId = await world.request({ unit: 'cottage', checkIn: '2027-06-10', checkOut: '2027-06-13' });
    await claimBy(startBooking({ organizationId, requestId }));
    const operation = await startCancellation(requestId);
    expect(await cancelBy(operation)).toEqual({ kind: 'cancelled', bookingId: requestId });
    await (await operation.workflowHandle()).result();
    expect(await cancelBy(await startCancellation(requestId))).toEqual({
      kind: 'alreadyCancelled',
      bookingId: requestId,
    });
    const events = await eventsOf(await operation.workflowHandle());
    expect(events.filter((event) => event.workflowTaskCompletedEventAttributes)).toHaveLength(1);
  });
});

/** Every payload of an event as text: in JSON they are arrays of bytes, in which nothing would ever be found. */
function payloadTexts(value: unknown): string[] {
  if (value instanceof Uint8Array) return [Buffer.from(value).toString()];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(payloadTexts);
}
