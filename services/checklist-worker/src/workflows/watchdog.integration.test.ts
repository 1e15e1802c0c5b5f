import { fileURLToPath } from 'node:url';
import { QUEUES } from '@roomnight/contracts/queues';
import { MAIL_ROUND_WORKFLOW_ID, WATCHDOG_WORKFLOW_ID } from '@roomnight/contracts/watchdog';
import { connectTemporal } from '@roomnight/runtime/temporal-client';
import { createTestNamespace } from '@roomnight/runtime/test-namespace';
import type { Client } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createActivities } from '../activities.ts';
import type { Dependencies } from '../dependencies.ts';
import { startReconcilers } from '../start-reconcilers.ts';
import { createWorld, dependenciesIn, keepingMailer, type World } from '../test-world.ts';

const address = process.env.ROOMNIGHT_TEST_TEMPORAL ?? '';
const due = new Date('2027-01-20T11:00:00+05:30');
let world: World;
let client: Client;
let connection: NativeConnection;
let namespace: string;

beforeAll(async () => {
  world = await createWorld();
  namespace = await createTestNamespace(address);
  client = await connectTemporal({ TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace });
  connection = await NativeConnection.connect({ address });
});
afterAll(async () => {
  await connection.close();
  await client.connection.close();
  await world.database.drop();
});

it('notices within half an hour that every sync-worker is dead, tells each person once, and says when it is over', async () => {
  const mailer = keepingMailer();
  let now = due;
  const deps: Dependencies = dependenciesIn(world, {
    workflows: client.workflow,
    taskQueue: QUEUES.checklists,
    mailer,
    clock: () => now,
  });
  const listings = await Promise.all(
    ['Blue', 'Green'].map(async (name) => world.listing(await world.unit(name), 'airbnb', 'ical')),
  );
  // Read at 10:00, so due by 11:00; nobody polls the fetch queues of this namespace.
  const read = (at: Date) =>
    Promise.all(listings.map((id) => world.feed(id, { lastGoodAt: at, lastPolledAt: at })));
  await read(new Date('2027-01-20T10:00:00+05:30'));

  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: QUEUES.checklists,
    workflowsPath: fileURLToPath(new URL('../workflows.ts', import.meta.url)),
    activities: createActivities(deps),
  });
  const subjects = () => mailer.letters.map(({ subject }) => subject);
  const alerts = async () =>
    (await world.database.admin.query('SELECT kind, status FROM checklists.alerts')).rows;
  /** The time-out of its wait is Temporal's: a reset takes the next pass at once. */
  const passNow = (workflowId: string) =>
    client.workflowService.resetActivity({
      namespace,
      execution: { workflowId },
      type: workflowId === WATCHDOG_WORKFLOW_ID ? 'watch' : 'sendDueMail',
    });
  await worker.runUntil(async () => {
    await startReconcilers(client.workflow);
    // A second worker that starts finds them running.
    await startReconcilers(client.workflow);
    const watchdog = client.workflow.getHandle(WATCHDOG_WORKFLOW_ID);
    const says = async () =>
      (await watchdog.describe()).raw.pendingActivities?.[0]?.lastFailure?.message ?? '';
    await expect.poll(says, { timeout: 15_000 }).toContain('feeds: 2 healthy; troubles: 0');

    now = new Date(due.getTime() + 25 * 60_000);
    await passNow(WATCHDOG_WORKFLOW_ID);
    await expect.poll(says, { timeout: 15_000 }).toContain('NOTHING POLLS; feeds: 2 late; troubles: 2');
    await passNow(MAIL_ROUND_WORKFLOW_ID);
    await expect.poll(subjects, { timeout: 15_000 }).toHaveLength(2);
    for (let pass = 0; pass < 3; pass++) await passNow(WATCHDOG_WORKFLOW_ID);
    expect(await alerts()).toEqual([{ kind: 'not_polling', status: 'open' }]);

    await read(now);
    await passNow(WATCHDOG_WORKFLOW_ID);
    await expect.poll(alerts, { timeout: 15_000 }).toEqual([{ kind: 'not_polling', status: 'closed' }]);
    await passNow(MAIL_ROUND_WORKFLOW_ID);
    await expect
      .poll(subjects, { timeout: 15_000 })
      .toEqual([
        'Roomnight itself is not polling',
        'Roomnight itself is not polling',
        'Over: Roomnight itself is not polling',
        'Over: Roomnight itself is not polling',
      ]);
    expect((await watchdog.fetchHistory()).events?.length).toBeLessThan(6);
  });
});
