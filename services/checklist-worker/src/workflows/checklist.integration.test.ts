import { fileURLToPath } from 'node:url';
import { acknowledgeItem, checklistChanged } from '@roomnight/contracts/checklist-messages';
import { CHECKLIST, checklistWorkflowId } from '@roomnight/contracts/checklist';
import { searchAttributes } from '@roomnight/contracts/search-attributes';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { WithStartWorkflowOperation, type WorkflowHandle } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createActivities } from '../activities.ts';
import type { Dependencies } from '../dependencies.ts';
import { reconcileListing } from '../reconcile-listing.ts';
import { createWorld, dependenciesIn, keepingMailer, type World } from '../test-world.ts';
import type { Checklist } from './checklist.ts';

const path = process.env.ROOMNIGHT_TEST_TIME_SKIPPING;
const workflowsPath = fileURLToPath(new URL('../workflows.ts', import.meta.url));
const MINUTE = 60_000;
const KEYWORD = 2;
const DAY = 24 * 60 * MINUTE;

describe.skipIf(path === undefined)('Checklist, while time passes', () => {
  let world: World;
  let env: TestWorkflowEnvironment;
  let worker: Worker;
  let running: Promise<void>;
  let deps: Dependencies;
  const mailer = keepingMailer();
  let now = new Date();

  beforeAll(async () => {
    world = await createWorld();
    env = await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path: path ?? '' } },
    });
    // The test server knows no list of attributes to compare with: they are only added.
    await env.client.connection.operatorService.addSearchAttributes({
      namespace: 'default',
      searchAttributes: Object.fromEntries(
        Object.values(searchAttributes).map(({ name }) => [name, KEYWORD]),
      ),
    });
    deps = dependenciesIn(world, { workflows: env.client.workflow, mailer, clock: () => now });
    const activities = createActivities(deps);
    const inTestTime =
      <I, O>(activity: (input: I) => Promise<O>) =>
      async (input: I): Promise<O> => {
        await readTime();
        return activity(input);
      };
    worker = await Worker.create({
      connection: env.nativeConnection,
      taskQueue: deps.taskQueue,
      workflowsPath,
      activities: {
        checklistState: inTestTime(activities.checklistState),
        sendReminder: inTestTime(activities.sendReminder),
        acknowledgeItem: inTestTime(activities.acknowledgeItem),
      },
    });
    running = worker.run();
  });
  afterAll(async () => {
    worker.shutdown();
    await running;
    await env.teardown();
    await world.database.drop();
  });

  async function readTime(): Promise<Date> {
    now = new Date(await env.currentTimeMs());
    return now;
  }

  interface Row {
    id: string;
    status: string;
    remind_at: Date;
    reminders_sent: number;
  }

  async function rowOf(listing: string): Promise<Row> {
    const { rows } = await world.database.admin.query<Row>(
      'SELECT * FROM checklists.manual_update_checklists WHERE listing_id = $1 ORDER BY opened_at DESC',
      [listing],
    );
    const row = rows[0];
    if (row === undefined) throw new Error('no checklist was opened');
    return row;
  }

  async function sleepUntil(instant: Date): Promise<void> {
    await env.sleep(instant.getTime() - (await readTime()).getTime());
  }

  async function open(): Promise<{ listing: string; handle: WorkflowHandle; row: Row }> {
    mailer.letters.length = 0;
    const unit = await world.unit('Garden Room');
    const listing = await world.listing(unit, 'booking_com');
    const from = new Date((await readTime()).getTime() + 40 * DAY).toISOString().slice(0, 10);
    const until = new Date(Date.parse(from) + 3 * DAY).toISOString().slice(0, 10);
    await world.book([unit], from, until);
    await reconcile(listing);
    const row = await rowOf(listing);
    return { listing, row, handle: env.client.workflow.getHandle(checklistWorkflowId(row.id)) };
  }

  const reconcile = (listingId: string) =>
    reconcileListing(deps, { organizationId: world.organizationId, listingId, reason: 'test' });

  it('reminds at its time and not before, then again, and ends when the last item is ticked', async () => {
    const { listing, row, handle } = await open();
    await sleepUntil(new Date(row.remind_at.getTime() - MINUTE));
    expect(mailer.letters).toEqual([]);
    await sleepUntil(new Date(row.remind_at.getTime() + MINUTE));
    expect(mailer.letters.map((letter) => letter.to)).toEqual(['manoj@rosa.example', 'olga@rosa.example']);
    const { typedSearchAttributes: shown } = await handle.describe();
    expect(shown.get(searchAttributes.organization)).toBe(world.organizationId);
    expect(shown.get(searchAttributes.property)).toBe(world.propertyId);
    expect(shown.get(searchAttributes.platform)).toBe('booking_com');
    expect(shown.get(searchAttributes.state)).toBe('reminded');

    const after = await rowOf(listing);
    expect(after.reminders_sent).toBe(1);
    await sleepUntil(new Date(after.remind_at.getTime() + MINUTE));
    expect(mailer.letters.slice(2).map((letter) => letter.subject)).toEqual([
      expect.stringContaining('(reminder 2)'),
      expect.stringContaining('(reminder 2)'),
    ]);

    const { rows } = await world.database.admin.query<{ id: string }>(
      'SELECT id FROM checklists.checklist_items WHERE listing_id = $1 ORDER BY check_in',
      [listing],
    );
    for (const { id: itemId } of rows) {
      const answer = await handle.executeUpdate(acknowledgeItem, {
        args: [{ itemId, userId: world.ownerId }],
      });
      expect(answer).toEqual({ kind: 'acknowledged', itemId });
    }
    await handle.result();
    expect(await rowOf(listing)).toMatchObject({ status: 'done' });
    expect(mailer.letters).toHaveLength(4);
  });

  it('that is started by ticks can be continued by another worker', async () => {
    const { listing, row, handle } = await open();
    await handle.terminate('lost');
    const { rows } = await world.database.admin.query<{ id: string }>(
      'SELECT id FROM checklists.checklist_items WHERE listing_id = $1',
      [listing],
    );
    const tick = (itemId: string) =>
      env.client.workflow.executeUpdateWithStart(acknowledgeItem, {
        args: [{ itemId, userId: world.ownerId }],
        startWorkflowOperation: new WithStartWorkflowOperation<typeof Checklist>(CHECKLIST, {
          workflowId: checklistWorkflowId(row.id),
          workflowIdConflictPolicy: 'USE_EXISTING',
          taskQueue: deps.taskQueue,
          args: [{ organizationId: world.organizationId, checklistId: row.id }],
        }),
      });
    // The one item ends it and comes last: what is ticked as it ends would begin it anew.
    const unknown = Array.from({ length: 4 }, () => world.propertyId);
    expect(await Promise.all(unknown.map(tick))).toEqual(unknown.map(() => ({ kind: 'notFound' })));
    expect(await tick(rows[0]?.id ?? '')).toMatchObject({ kind: 'acknowledged' });
    await env.client.workflow.getHandle(checklistWorkflowId(row.id)).result();
    const history = await env.client.workflow.getHandle(checklistWorkflowId(row.id)).fetchHistory();
    await Worker.runReplayHistory({ workflowsPath }, history);
  });

  it('ends without a reminder when a cancellation came before anyone acted', async () => {
    const { listing, handle } = await open();
    await world.database.admin.query('DELETE FROM availability.availability_locks');
    await reconcile(listing);
    await handle.result();
    expect(mailer.letters).toEqual([]);
  });

  it('refuses an update that names nothing, and answers one for an item it does not know', async () => {
    const { handle, listing } = await open();
    const bad = handle.executeUpdate(acknowledgeItem, { args: [{ itemId: '1', userId: world.ownerId }] });
    await expect(bad).rejects.toMatchObject({ cause: { type: 'InvalidInput' } });
    const unknown = { itemId: world.propertyId, userId: world.ownerId };
    expect(await handle.executeUpdate(acknowledgeItem, { args: [unknown] })).toEqual({ kind: 'notFound' });
    await world.database.admin.query('DELETE FROM availability.availability_locks');
    await reconcile(listing);
    await handle.result();
  });

  it('fails for a checklist that does not exist, instead of trying for ever', async () => {
    const handle = await env.client.workflow.signalWithStart(CHECKLIST, {
      workflowId: checklistWorkflowId(world.propertyId),
      taskQueue: deps.taskQueue,
      args: [{ organizationId: world.organizationId, checklistId: world.propertyId }],
      signal: checklistChanged,
    });
    await expect(handle.result()).rejects.toMatchObject({ cause: { type: 'NotFound' } });
  });
});
