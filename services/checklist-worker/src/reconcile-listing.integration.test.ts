import { randomUUID } from 'node:crypto';
import { connectTemporal } from '@roomnight/runtime/temporal-client';
import { registerSearchAttributes } from '@roomnight/runtime/search-attributes';
import type { Client } from '@temporalio/client';
import { checklistWorkflowId } from '@roomnight/contracts/checklist';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acknowledgeItem } from './acknowledge-item.ts';
import type { Dependencies } from './dependencies.ts';
import { reconcileListing } from './reconcile-listing.ts';
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

const reconcile = (listingId: string, at = deps) =>
  reconcileListing(at, { organizationId: world.organizationId, listingId, reason: 'test' });

interface ChecklistRow {
  id: string;
  status: string;
  remind_at: Date;
  revision: number;
  announced_revision: number;
}

async function checklists(listingId: string): Promise<ChecklistRow[]> {
  const { rows } = await world.database.admin.query<ChecklistRow>(
    'SELECT * FROM checklists.manual_update_checklists WHERE listing_id = $1 ORDER BY opened_at, id',
    [listingId],
  );
  return rows;
}

async function itemIds(listingId: string): Promise<string[]> {
  const { rows } = await world.database.admin.query<{ id: string }>(
    `SELECT id FROM checklists.checklist_items WHERE listing_id = $1 AND status = 'open' ORDER BY check_in`,
    [listingId],
  );
  return rows.map((row) => row.id);
}

async function tick(listingId: string, itemId: string, userId = world.ownerId) {
  const checklistId = (await checklists(listingId)).at(-1)?.id ?? '';
  return acknowledgeItem(deps, { organizationId: world.organizationId, checklistId, itemId, userId });
}

describe('reconcileListing', () => {
  it('opens a checklist with its workflow, keeps items that stay right, and closes it when all is ticked', async () => {
    const unit = await world.unit('Room 1');
    const listing = await world.listing(unit, 'booking_com');
    await world.book([unit], '2027-01-18', '2027-01-25');
    await reconcile(listing);
    expect(await world.openItems(listing)).toEqual(['close 2027-01-20 2027-01-25']);
    const [checklist] = await checklists(listing);
    expect(checklist).toMatchObject({ status: 'open', revision: 1, announced_revision: 1 });
    expect(checklist?.remind_at).toEqual(new Date('2027-01-20T10:15:00+05:30'));
    const described = await client.workflow.getHandle(checklistWorkflowId(checklist?.id ?? '')).describe();
    expect(described.status.name).toBe('RUNNING');

    const [first] = await itemIds(listing);
    await world.book([unit], '2027-01-30', '2027-02-03');
    await reconcile(listing);
    expect(await world.openItems(listing)).toEqual([
      'close 2027-01-20 2027-01-25',
      'close 2027-01-30 2027-02-01',
      'close 2027-02-01 2027-02-03',
    ]);
    expect((await itemIds(listing))[0]).toBe(first);

    for (const item of await itemIds(listing)) {
      expect(await tick(listing, item)).toEqual({ kind: 'acknowledged', itemId: item });
    }
    expect(await checklists(listing)).toMatchObject([{ status: 'done', revision: 5 }]);
    await reconcile(listing);
    expect(await checklists(listing)).toHaveLength(1);
  });

  it('asks to open what a cancellation freed, in a new checklist, and nothing when it came before anyone acted', async () => {
    const unit = await world.unit('Room 2');
    const listing = await world.listing(unit, 'gommt');
    const booking = await world.book([unit], '2027-01-30', '2027-02-03');
    await reconcile(listing);
    expect(await world.openItems(listing)).toEqual(['close 2027-01-30 2027-02-03']);
    const [itemId = ''] = await itemIds(listing);
    await tick(listing, itemId);
    expect(await tick(listing, itemId)).toEqual({ kind: 'acknowledged', itemId });
    const other = await tick(listing, itemId, randomUUID());
    expect(other).toEqual({ kind: 'alreadyClosed', itemId, status: 'acknowledged' });
    expect(await tick(listing, randomUUID())).toEqual({ kind: 'notFound' });

    await world.cancel(booking);
    await reconcile(listing);
    expect(await world.openItems(listing)).toEqual(['open 2027-01-30 2027-02-03']);
    expect((await checklists(listing)).map((each) => each.status)).toEqual(['done', 'open']);

    await world.book([unit], '2027-01-30', '2027-02-03');
    await reconcile(listing);
    expect(await world.openItems(listing)).toEqual([]);
    expect((await checklists(listing)).map((each) => each.status)).toEqual(['done', 'done']);
  });

  it('closes a villa while any of its rooms is held, and asks for nothing on nights the platform sold', async () => {
    const villa = await world.unit('Villa');
    const rooms = [await world.unit('North', villa), await world.unit('South', villa)];
    const listing = await world.listing(villa, 'booking_com');
    await world.book([rooms[0] ?? ''], '2027-02-01', '2027-02-03');
    await world.book([rooms[1] ?? ''], '2027-02-02', '2027-02-05');
    await world.book(rooms, '2027-02-10', '2027-02-12', listing);
    await reconcile(listing);
    expect(await world.openItems(listing)).toEqual(['close 2027-02-01 2027-02-05']);
  });

  it('lets nights pass away without an event', async () => {
    const unit = await world.unit('Room 3');
    const listing = await world.listing(unit, 'gommt');
    await world.book([unit], '2027-01-20', '2027-01-23');
    await reconcile(listing);
    const before = await itemIds(listing);
    await reconcile(listing, { ...deps, clock: () => new Date('2027-01-22T00:10:00+05:30') });
    expect(await world.openItems(listing)).toEqual(['close 2027-01-22 2027-01-23']);
    expect(await itemIds(listing)).toEqual(before);
    await reconcile(listing, { ...deps, clock: () => new Date('2027-01-23T00:10:00+05:30') });
    expect(await world.openItems(listing)).toEqual([]);
    expect(await checklists(listing)).toMatchObject([{ status: 'done' }]);
  });

  it('asks for nothing more when the listing is paused', async () => {
    const unit = await world.unit('Room 4');
    const listing = await world.listing(unit, 'gommt');
    await world.book([unit], '2027-01-25', '2027-01-27');
    await reconcile(listing);
    await world.database.admin.query(`UPDATE gateway.listings SET status = 'paused' WHERE id = $1`, [
      listing,
    ]);
    await reconcile(listing);
    expect(await world.openItems(listing)).toEqual([]);
    await world.database.admin.query(`UPDATE gateway.listings SET status = 'active' WHERE id = $1`, [
      listing,
    ]);
    await reconcile(listing);
    expect(await world.openItems(listing)).toEqual(['close 2027-01-25 2027-01-27']);
  });

  it('opens one checklist however many reconcile at once, and writes one event and one audit row a change', async () => {
    const unit = await world.unit('Room 5');
    const listing = await world.listing(unit, 'booking_com');
    await world.book([unit], '2027-01-25', '2027-01-27');
    await Promise.all(Array.from({ length: 8 }, () => reconcile(listing)));
    const [checklist, ...others] = await checklists(listing);
    expect(others).toEqual([]);
    const { rows } = await world.database.admin.query(
      `SELECT (SELECT count(*)::int FROM log.events WHERE checklist_id = $1) AS events,
         (SELECT jsonb_agg(after) FROM log.audit WHERE subject_id = $1) AS audited`,
      [checklist?.id],
    );
    expect(rows).toEqual([
      {
        events: 1,
        audited: [
          { status: 'open', items: [{ action: 'close', checkIn: '2027-01-25', checkOut: '2027-01-27' }] },
        ],
      },
    ]);
  });

  it('brings the reminder forward when something urgent is added', async () => {
    const unit = await world.unit('Room 6');
    const listing = await world.listing(unit, 'booking_com');
    await world.book([unit], '2027-03-25', '2027-03-27');
    await reconcile(listing);
    expect((await checklists(listing))[0]?.remind_at).toEqual(new Date('2027-01-20T12:00:00+05:30'));
    await world.book([unit], '2027-01-22', '2027-01-23');
    await reconcile(listing);
    expect((await checklists(listing))[0]?.remind_at).toEqual(new Date('2027-01-20T10:15:00+05:30'));
  });

  it('shows another organization nothing, and lets it tick nothing off', async () => {
    const unit = await world.unit('Room 8');
    const listing = await world.listing(unit, 'booking_com');
    await world.book([unit], '2027-01-25', '2027-01-27');
    const organizationId = randomUUID();
    await reconcileListing(deps, { organizationId, listingId: listing, reason: 'test' });
    expect(await checklists(listing)).toEqual([]);

    await reconcile(listing);
    const [checklist] = await checklists(listing);
    const [itemId = ''] = await itemIds(listing);
    const foreign = { organizationId, checklistId: checklist?.id ?? '', itemId, userId: world.ownerId };
    expect(await acknowledgeItem(deps, foreign)).toEqual({ kind: 'notFound' });
    expect(await itemIds(listing)).toEqual([itemId]);
  });

  it('keeps the change when the workflow cannot be told', async () => {
    const unit = await world.unit('Room 7');
    const listing = await world.listing(unit, 'booking_com');
    await world.book([unit], '2027-01-25', '2027-01-27');
    const unreachable = Object.assign(Object.create(client.workflow), {
      signalWithStart: () => Promise.reject(new Error('Temporal is away')),
    });
    await reconcile(listing, { ...deps, workflows: unreachable });
    expect(await checklists(listing)).toMatchObject([{ status: 'open', revision: 1, announced_revision: 0 }]);
    await reconcile(listing);
    expect(await checklists(listing)).toMatchObject([{ status: 'open', revision: 1, announced_revision: 1 }]);
  });
});
