import { fileURLToPath } from 'node:url';
import { CHECKLIST_RECONCILER } from '@roomnight/contracts/checklist';
import { registerSearchAttributes } from '@roomnight/runtime/search-attributes';
import { connectTemporal } from '@roomnight/runtime/temporal-client';
import type { Client } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createActivities } from '../activities.ts';
import type { Dependencies } from '../dependencies.ts';
import { createWorld, dependenciesIn, type World } from '../test-world.ts';

const address = process.env.ROOMNIGHT_TEST_TEMPORAL ?? '';
let world: World;
let client: Client;
let connection: NativeConnection;
let deps: Dependencies;

beforeAll(async () => {
  world = await createWorld();
  client = await connectTemporal({ TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: 'default' });
  connection = await NativeConnection.connect({ address });
  await registerSearchAttributes(client.connection, 'default');
  deps = dependenciesIn(world, { workflows: client.workflow });
});
afterAll(async () => {
  await connection.close();
  await client.connection.close();
  await world.database.drop();
});

it('finds work that no event told of, and says on its pending activities what it did and when it looks again', async () => {
  const unit = await world.unit('Room');
  const listing = await world.listing(unit, 'booking_com');
  await world.book([unit], '2027-02-01', '2027-02-03');
  const worker = await Worker.create({
    connection,
    taskQueue: deps.taskQueue,
    workflowsPath: fileURLToPath(new URL('../workflows.ts', import.meta.url)),
    activities: createActivities(deps),
  });
  await worker.runUntil(async () => {
    const handle = await client.workflow.start(CHECKLIST_RECONCILER, {
      workflowId: `checklist-reconciler-${world.organizationId}`,
      taskQueue: deps.taskQueue,
    });
    await expect
      .poll(() => world.openItems(listing), { timeout: 10_000 })
      .toEqual(['close 2027-02-01 2027-02-03']);
    const pending = async () => {
      const { raw } = await handle.describe();
      return raw.pendingActivities?.map((activity) => activity.lastFailure?.message).toSorted();
    };
    await expect
      .poll(pending, { timeout: 10_000 })
      .toEqual([
        'manual listings compared: 1, failed: 0, at 10:00 IST; again about 11:00 IST',
        expect.stringMatching(/^workflows told: \d, started: \d, at 10:00 IST; again about 10:01 IST$/),
      ]);
    await handle.terminate('the test is over');
  });
});
