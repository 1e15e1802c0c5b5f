import { checklistWorkflowId } from '@roomnight/contracts/checklist';
import { connectTemporal } from '@roomnight/runtime/temporal-client';
import { registerSearchAttributes } from '@roomnight/runtime/search-attributes';
import type { Client } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Dependencies } from './dependencies.ts';
import { reconcileListing } from './reconcile-listing.ts';
import { repairChecklistWorkflows } from './repair-workflows.ts';
import { createWorld, dependenciesIn, type World } from './test-world.ts';

let world: World;
let client: Client;
let deps: Dependencies;

beforeAll(async () => {
  world = await createWorld();
  client = await connectTemporal({
    TEMPORAL_ADDRESS: process.env.ROOMNIGHT_TEST_TEMPORAL ?? '',
    TEMPORAL_NAMESPACE: 'default',
  });
  await registerSearchAttributes(client.connection, 'default');
  deps = dependenciesIn(world, { workflows: client.workflow });
});
afterAll(async () => {
  await client.connection.close();
  await world.database.drop();
});

async function openChecklist(with_: Dependencies): Promise<string> {
  const unit = await world.unit('Room');
  const listing = await world.listing(unit, 'booking_com');
  await world.book([unit], '2027-02-01', '2027-02-03');
  await reconcileListing(with_, { organizationId: world.organizationId, listingId: listing, reason: 'test' });
  const { rows } = await world.database.admin.query<{ id: string }>(
    'SELECT id FROM checklists.manual_update_checklists WHERE listing_id = $1',
    [listing],
  );
  return rows[0]?.id ?? '';
}

const handleOf = (checklistId: string) => client.workflow.getHandle(checklistWorkflowId(checklistId));

describe('repairChecklistWorkflows', () => {
  it('starts the workflow of a checklist whose process died between commit and signal', async () => {
    const dead = Object.assign(Object.create(client.workflow), {
      signalWithStart: () => Promise.reject(new Error('killed')),
    });
    const checklistId = await openChecklist({ ...deps, workflows: dead });
    await expect(handleOf(checklistId).describe()).rejects.toThrow(/not found/i);

    expect((await repairChecklistWorkflows(deps, () => {})).told).toBe(1);
    const described = await handleOf(checklistId).describe();
    expect(described.status.name).toBe('RUNNING');
    expect((await repairChecklistWorkflows(deps, () => {})).told).toBe(0);
  });

  it('starts again a workflow that was terminated', async () => {
    const checklistId = await openChecklist(deps);
    const handle = handleOf(checklistId);
    await handle.terminate('by mistake');
    await vi.waitFor(
      async () => {
        await repairChecklistWorkflows(deps, () => {});
        expect((await handle.describe()).status.name).toBe('RUNNING');
      },
      { timeout: 15_000, interval: 250 },
    );
  });
});
