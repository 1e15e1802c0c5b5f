import { fileURLToPath } from 'node:url';
import { CONFLICT_ROUND_WORKFLOW_ID } from '@roomnight/contracts/conflict-round';
import { QUEUES } from '@roomnight/contracts/queues';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { connectTemporal } from '@roomnight/runtime/temporal-client';
import { createTestNamespace } from '@roomnight/runtime/test-namespace';
import type { Client } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createActivities } from '../activities.ts';
import { startRound } from '../start-round.ts';
import { createTestWorld, put } from '../test-world.ts';

const address = process.env.ROOMNIGHT_TEST_TEMPORAL ?? '';
let database: TestDatabase;
let namespace: string;
let client: Client;
let connection: NativeConnection;

beforeAll(async () => {
  database = await createTestDatabase();
  namespace = await createTestNamespace(address);
  client = await connectTemporal({ TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace });
  connection = await NativeConnection.connect({ address });
});
afterAll(async () => {
  await connection.close();
  await client.connection.close();
  await database.drop();
});

test('each round finds what changed since the last one, and leaves no trace in the history', async () => {
  const world = await createTestWorld(database.admin);
  const { organizationId } = world;
  const activities = createActivities({
    pool: database.pool('conflict'),
    clock: () => new Date('2027-03-01T06:00:00Z'),
  });
  const airbnb = world.listing('cottage', 'airbnb');
  const changeSetId = await world.changeSet(airbnb, [
    put({ checkIn: '2027-03-10', checkOut: '2027-03-12' }),
    put({ checkIn: '2027-03-12', checkOut: '2027-03-13' }),
  ]);
  await activities.applyChangeSet({ organizationId, changeSetId });
  const open = async () => {
    const { rows } = await database.admin.query(
      `SELECT kind FROM availability.calendar_conflicts WHERE organization_id = $1 AND status = 'detected'`,
      [organizationId],
    );
    return rows;
  };
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: QUEUES.availability,
    workflowsPath: fileURLToPath(new URL('../workflows.ts', import.meta.url)),
    activities,
  });
  await worker.runUntil(async () => {
    await startRound(client.workflow);
    // A second process that starts finds it running.
    await startRound(client.workflow);
    const round = client.workflow.getHandle(CONFLICT_ROUND_WORKFLOW_ID);
    const says = async () => (await round.describe()).raw.pendingActivities?.[0]?.lastFailure?.message ?? '';
    await expect.poll(says, { timeout: 15_000 }).toBe('listings reviewed: 12, failed: 0');
    expect(await open()).toEqual([]);

    await world.change(airbnb, { settings: { preparationNightsBefore: 1 } });
    // The time-out of its wait is Temporal's: a reset takes the next round at once.
    await client.workflowService.resetActivity({
      namespace,
      execution: { workflowId: CONFLICT_ROUND_WORKFLOW_ID },
      type: 'reviewListings',
    });
    await expect.poll(open, { timeout: 15_000 }).toEqual([{ kind: 'preparation' }]);
    expect((await round.fetchHistory()).events?.length).toBeLessThan(6);
  });
});
