import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { WithStartWorkflowOperation } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FAILURES } from '@roomnight/contracts/failures';
import { MIRROR_DECISION, mirrorDecisionWorkflowId } from '@roomnight/contracts/mirror';
import { decide } from '@roomnight/contracts/mirror-messages';
import { searchAttributes } from '@roomnight/contracts/search-attributes';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { createActivities } from '../activities.ts';
import { createTestWorld, put, type TestWorld } from '../test-world.ts';
import type { MirrorDecision } from '../workflows.ts';

const taskQueue = `availability-${randomUUID()}`;
let database: TestDatabase;
let world: TestWorld;
let temporal: TestWorkflowEnvironment;
let worker: Worker;
let running: Promise<void>;
let bookings: [string, string];

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createTestWorld(database.admin);
  const activities = createActivities({
    pool: database.pool('conflict'),
    clock: () => new Date('2027-03-01T06:00:00Z'),
  });
  const stays = (['airbnb', 'vrbo'] as const).map((platform) => ({
    platform,
    stay: put({ checkIn: '2027-03-10', checkOut: '2027-03-13', guest: { name: 'Asha' } }),
  }));
  for (const { platform, stay } of stays) {
    const changeSetId = await world.changeSet(world.listing('cottage', platform), [stay]);
    await activities.applyChangeSet({ organizationId: world.organizationId, changeSetId });
  }
  bookings = [stays[0]?.stay.bookingId ?? '', stays[1]?.stay.bookingId ?? ''];
  temporal = await TestWorkflowEnvironment.createFromExistingServer({
    address: process.env.ROOMNIGHT_TEST_TEMPORAL ?? '',
  });
  worker = await Worker.create({
    connection: temporal.nativeConnection,
    taskQueue,
    workflowsPath: fileURLToPath(new URL('../workflows.ts', import.meta.url)),
    activities,
  });
  running = worker.run();
});
afterAll(async () => {
  worker.shutdown();
  await running;
  await temporal.teardown();
  await database.drop();
});

function start(requestId: string) {
  return new WithStartWorkflowOperation<typeof MirrorDecision>(MIRROR_DECISION, {
    workflowId: mirrorDecisionWorkflowId(requestId),
    workflowIdConflictPolicy: 'USE_EXISTING',
    taskQueue,
    args: [{ organizationId: world.organizationId, requestId }],
  });
}

const ask = (startWorkflowOperation: ReturnType<typeof start>) =>
  temporal.client.workflow.executeUpdateWithStart(decide, { startWorkflowOperation });

test('an update-with-start settles and is answered in one workflow task, without anyone’s words', async () => {
  const operation = start(await world.mirrorRequest({ bookings, same: true, reason: 'Asha told me' }));
  expect(await ask(operation)).toEqual({ kind: 'settled' });
  const handle = await operation.workflowHandle();
  expect(await handle.result()).toEqual({ kind: 'settled' });
  const { typedSearchAttributes } = await handle.describe();
  expect(typedSearchAttributes.get(searchAttributes.organization)).toBe(world.organizationId);
  expect(typedSearchAttributes.get(searchAttributes.state)).toBe('settled');
  const { events = [] } = await handle.fetchHistory();
  expect(events?.filter((event) => event.workflowTaskCompletedEventAttributes)).toHaveLength(1);
  const texts = JSON.stringify(events, (_key, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString() : value,
  );
  expect(texts).toContain('requestId');
  expect(texts).not.toContain('Asha');
});

test('started by someone who never asks, it settles all the same', async () => {
  const at = new Date('2027-03-02T06:00:00Z');
  const requestId = await world.mirrorRequest({ bookings, same: false, at });
  const result = await temporal.client.workflow.execute<typeof MirrorDecision>(MIRROR_DECISION, {
    workflowId: mirrorDecisionWorkflowId(requestId),
    taskQueue,
    args: [{ organizationId: world.organizationId, requestId }],
  });
  expect(result).toEqual({ kind: 'settled' });
});

test('a request that does not exist fails the update and ends the workflow', async () => {
  const operation = start(randomUUID());
  await expect(ask(operation)).rejects.toMatchObject({ cause: { type: FAILURES.notFound } });
  const handle = await operation.workflowHandle();
  await expect(handle.result()).rejects.toMatchObject({ cause: { type: FAILURES.notFound } });
});
