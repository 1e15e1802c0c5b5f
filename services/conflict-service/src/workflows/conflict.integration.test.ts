import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client, Connection, WithStartWorkflowOperation } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { CONFLICT, conflictWorkflowId, type ConflictMessage } from '@roomnight/contracts/conflict';
import { actOnConflict } from '@roomnight/contracts/conflict-messages';
import { QUEUES } from '@roomnight/contracts/queues';
import { searchAttributes } from '@roomnight/contracts/search-attributes';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { createLogger } from '@roomnight/runtime/logger';
import { createTestNamespace } from '@roomnight/runtime/test-namespace';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createActivities } from '../activities.ts';
import { announceConflicts, repairConflictWorkflows, type Announcing } from '../announce-conflicts.ts';
import { createTestWorld, put, type TestWorld } from '../test-world.ts';
import type { Conflict } from '../workflows.ts';

const address = process.env.ROOMNIGHT_TEST_TEMPORAL ?? '';
const workflowsPath = fileURLToPath(new URL('../workflows.ts', import.meta.url));
const STAY = { checkIn: '2027-03-20', checkOut: '2027-03-23' };
let database: TestDatabase;
let world: TestWorld;
let activities: ReturnType<typeof createActivities>;
let connection: NativeConnection;
let client: Client;
let announcing: Announcing;
let workers: Worker[];
let running: Promise<unknown>;
let second = 0;
const told: (ConflictMessage & { conflictId: string })[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  const namespace = await createTestNamespace(address);
  connection = await NativeConnection.connect({ address });
  client = new Client({ connection: await Connection.connect({ address }), namespace });
  const pool = database.pool('conflict');
  const start = Date.parse('2027-03-01T12:00:00+05:30');
  activities = createActivities({ pool, clock: () => new Date(start + 1_000 * second++) });
  announcing = { pool, workflows: client.workflow, logger: createLogger('test', 'silent') };
  workers = [
    await Worker.create({
      connection,
      namespace,
      taskQueue: QUEUES.availability,
      workflowsPath,
      activities,
    }),
    await Worker.create({
      connection,
      namespace,
      taskQueue: QUEUES.checklists,
      activities: {
        async tellOfConflict({ conflictId, message }: { conflictId: string; message: ConflictMessage }) {
          told.push({ ...message, conflictId });
        },
      },
    }),
  ];
  running = Promise.all(workers.map((worker) => worker.run()));
});
afterAll(async () => {
  for (const worker of workers) worker.shutdown();
  await running;
  await client.connection.close();
  await connection.close();
  await database.drop();
});
beforeEach(async () => {
  world = await createTestWorld(database.admin);
});

async function apply(platform: 'airbnb' | 'vrbo', change: Parameters<TestWorld['changeSet']>[1][number]) {
  const changeSetId = await world.changeSet(world.listing('cottage', platform), [change]);
  await activities.applyChangeSet({ organizationId: world.organizationId, changeSetId });
}

async function doubleSale() {
  const stay = put(STAY);
  await apply('airbnb', put(STAY));
  await apply('vrbo', stay);
  const { rows } = await database.admin.query<{ id: string }>(
    'SELECT id FROM availability.calendar_conflicts WHERE organization_id = $1',
    [world.organizationId],
  );
  const conflictId = rows[0]?.id ?? '';
  const handle = client.workflow.getHandle(conflictWorkflowId(conflictId));
  return { conflictId, handle, toldOf: () => told.filter((each) => each.conflictId === conflictId), stay };
}

const momentsOf = (messages: readonly ConflictMessage[]) => messages.map(({ moment }) => moment);

describe('Conflict', () => {
  test('is started by the row alone, tells people, and ends when a feed shows that it is over', async () => {
    const { conflictId, handle, toldOf, stay } = await doubleSale();
    expect(await announceConflicts(announcing)).toBeGreaterThan(0);
    expect(await announceConflicts(announcing)).toBe(0);
    await expect.poll(() => momentsOf(toldOf())).toEqual(['detected']);
    const { typedSearchAttributes, status } = await handle.describe();
    expect(status.name).toBe('RUNNING');
    expect(typedSearchAttributes.get(searchAttributes.state)).toBe('detected');

    await apply('vrbo', { op: 'cancel', bookingId: stay.bookingId, reason: 'Gone from the feed' });
    await announceConflicts(announcing);
    await handle.result();
    expect(momentsOf(toldOf())).toEqual(['detected', 'resolved']);
    expect((await handle.describe()).typedSearchAttributes.get(searchAttributes.state)).toBe('resolved');
    const { rows } = await database.admin.query<{ status: string; resolution: string }>(
      'SELECT status, resolution FROM availability.calendar_conflicts WHERE id = $1',
      [conflictId],
    );
    expect(rows).toEqual([
      { status: 'resolved', resolution: 'Over by itself: the stay of 20–23 Mar was cancelled.' },
    ]);

    await apply('vrbo', put({ ...STAY, bookingId: stay.bookingId }));
    await announceConflicts(announcing);
    await expect.poll(() => momentsOf(toldOf())).toEqual(['detected', 'resolved', 'detected']);
    expect(new Set(toldOf().map(({ number }) => number)).size).toBe(3);
  });

  test('does what a person asks, also before anybody has started it', async () => {
    const { conflictId, handle } = await doubleSale();
    const requestId = randomUUID();
    await database.admin.query(
      `INSERT INTO gateway.conflict_requests VALUES ($1, $2, $3, 'assign', $4, $5, $6)`,
      [requestId, world.organizationId, conflictId, { userId: world.userId }, world.userId, new Date()],
    );
    const ask = () =>
      client.workflow.executeUpdateWithStart(actOnConflict, {
        args: [requestId],
        startWorkflowOperation: new WithStartWorkflowOperation<typeof Conflict>(CONFLICT, {
          workflowId: conflictWorkflowId(conflictId),
          workflowIdConflictPolicy: 'USE_EXISTING',
          taskQueue: QUEUES.availability,
          args: [{ organizationId: world.organizationId, conflictId }],
        }),
      });
    expect(await ask()).toEqual({ kind: 'done' });
    expect(await ask()).toEqual({ kind: 'done' });
    const { rows } = await database.admin.query<{ action: string }>(
      `SELECT action FROM log.audit WHERE subject_id = $1 ORDER BY id`,
      [conflictId],
    );
    expect(rows.map(({ action }) => action)).toEqual(['conflict.detected', 'conflict.assigned']);
    const history = await handle.fetchHistory();
    // A worker that comes later continues it.
    await Worker.runReplayHistory({ workflowsPath }, history);
    expect(JSON.stringify(history.events)).not.toContain(world.userId);
  });

  test('that cannot be told does not hold back the others, and is told the next time', async () => {
    await announceConflicts(announcing);
    const first = await doubleSale();
    world = await createTestWorld(database.admin);
    const second = await doubleSale();
    const deaf = await database.admin.query<{ organization_id: string }>(
      'SELECT organization_id FROM availability.calendar_conflicts WHERE id = $1',
      [[first.conflictId, second.conflictId].toSorted()[0]],
    );
    const workflows = Object.create(client.workflow) as typeof client.workflow;
    workflows.signalWithStart = async (type, options) => {
      if (JSON.stringify(options.args).includes(deaf.rows[0]?.organization_id ?? '')) throw new Error('deaf');
      return client.workflow.signalWithStart(type, options);
    };
    expect(await announceConflicts({ ...announcing, workflows })).toBe(1);
    expect(await announceConflicts(announcing)).toBe(1);
    for (const { toldOf } of [first, second]) {
      await expect.poll(() => momentsOf(toldOf())).toEqual(['detected']);
    }
  });

  test('that was ended by hand is started again', async () => {
    const { handle, toldOf } = await doubleSale();
    await announceConflicts(announcing);
    await expect.poll(() => momentsOf(toldOf())).toEqual(['detected']);
    await handle.terminate('a mistake');
    await expect
      .poll(async () => {
        await repairConflictWorkflows(announcing);
        return (await handle.describe()).status.name;
      })
      .toBe('RUNNING');
    expect(momentsOf(toldOf())).toEqual(['detected']);
  });
});
