import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { registerSearchAttributes } from '@roomnight/runtime/search-attributes';
import { connectTemporal } from '@roomnight/runtime/temporal-client';
import { CHECKLIST_RECONCILER_WORKFLOW_ID } from '@roomnight/contracts/checklist';
import { msToTs } from '@temporalio/common/lib/time.js';
import type { Client } from '@temporalio/client';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createWorld, type World } from './test-world.ts';

const address = process.env.ROOMNIGHT_TEST_TEMPORAL ?? '';
const main = fileURLToPath(new URL('main.ts', import.meta.url));
const patient = { timeout: 40_000, interval: 100 };
let world: World;
let client: Client;
let namespace: string;

beforeAll(async () => {
  world = await createWorld();
  // The process uses the real queue's name, so it gets a namespace to itself.
  namespace = `checklists-${world.organizationId}`;
  client = await connectTemporal({ TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace });
  await client.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs('1 day'),
  });
  await vi.waitFor(() => registerSearchAttributes(client.connection, namespace), patient);
});
afterAll(async () => {
  await client.connection.close();
  await world.database.drop();
});

function start(): { process: ChildProcess; log: string[] } {
  const child = spawn(process.execPath, ['--no-warnings', main], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL_CHECKLIST: world.database.url('checklist'),
      TEMPORAL_ADDRESS: address,
      TEMPORAL_NAMESPACE: namespace,
      LOG_LEVEL: 'info',
    },
  });
  const log: string[] = [];
  createInterface(child.stdout).on('line', (line) => log.push(line));
  return { process: child, log };
}

it(
  'follows the calendar, goes on after a kill, and stops cleanly when told to',
  { timeout: 150_000 },
  async () => {
    const unit = await world.unit('Room');
    const listing = await world.listing(unit, 'booking_com');
    await world.book([unit], '2030-02-01', '2030-02-03');
    const { process: killed } = start();
    await expect.poll(() => world.openItems(listing), patient).toEqual(['close 2030-02-01 2030-02-03']);
    killed.kill('SIGKILL');
    await once(killed, 'exit');

    const booking = await world.book([unit], '2030-02-10', '2030-02-12');
    await world.tell({ type: 'CalendarChanged', unitId: unit });
    const both = ['close 2030-02-01 2030-02-03', 'close 2030-02-10 2030-02-12'];
    const { process: restarted, log } = start();
    await expect.poll(() => world.openItems(listing), patient).toEqual(both);
    await world.cancel(booking);
    await world.tell({ type: 'BookingCancelled', unitId: unit });
    await expect.poll(() => world.openItems(listing), patient).toEqual(['close 2030-02-01 2030-02-03']);
    const reconciler = client.workflow.getHandle(CHECKLIST_RECONCILER_WORKFLOW_ID);
    expect((await reconciler.describe()).status.name).toBe('RUNNING');

    await expect.poll(() => log, patient).toContainEqual(expect.stringContaining('"msg":"ready"'));
    restarted.kill('SIGTERM');
    expect(await once(restarted, 'exit')).toEqual([0, null]);
  },
);
