import type { Client } from '@temporalio/client';
import { connectTemporal } from '@roomnight/runtime/temporal-client';
import { registerSearchAttributes } from '@roomnight/runtime/search-attributes';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Dependencies } from './dependencies.ts';
import { followEvents } from './follower.ts';
import { createWorld, dependenciesIn, type World } from './test-world.ts';

let world: World;
let client: Client;
let deps: Dependencies;
const running: { stop: AbortController; ended: Promise<void> }[] = [];

beforeAll(async () => {
  world = await createWorld();
  client = await connectTemporal({
    TEMPORAL_ADDRESS: process.env.ROOMNIGHT_TEST_TEMPORAL ?? '',
    TEMPORAL_NAMESPACE: 'default',
  });
  await registerSearchAttributes(client.connection, 'default');
  deps = dependenciesIn(world, { workflows: client.workflow });
});
afterEach(stopAll);
afterAll(async () => {
  await client.connection.close();
  await world.database.drop();
});

function follow(with_: Dependencies = deps): AbortController {
  const stop = new AbortController();
  running.push({ stop, ended: followEvents(with_, stop.signal) });
  return stop;
}

async function stopAll(): Promise<void> {
  for (const { stop } of running) stop.abort();
  await Promise.all(running.splice(0).map(({ ended }) => ended));
}

const soon = { timeout: 10_000, interval: 50 };
const itemsOf = (listing: string) => () => world.openItems(listing);

describe('followEvents', () => {
  it('compares everything at its first start, then follows each change, and goes on after a restart', async () => {
    const unit = await world.unit('Room 1');
    const listing = await world.listing(unit, 'booking_com');
    await world.book([unit], '2027-02-01', '2027-02-03');
    follow();
    await expect.poll(itemsOf(listing), soon).toEqual(['close 2027-02-01 2027-02-03']);

    await world.book([unit], '2027-02-10', '2027-02-12');
    await world.tell({ type: 'CalendarChanged', unitId: unit });
    await expect
      .poll(itemsOf(listing), soon)
      .toEqual(['close 2027-02-01 2027-02-03', 'close 2027-02-10 2027-02-12']);

    await stopAll();
    await world.book([unit], '2027-02-20', '2027-02-21');
    await world.tell({ type: 'CalendarChanged', unitId: unit });
    follow();
    await expect
      .poll(itemsOf(listing), soon)
      .toEqual(['close 2027-02-01 2027-02-03', 'close 2027-02-10 2027-02-12', 'close 2027-02-20 2027-02-21']);
  });

  it('hears of a room for its villa, and of a villa for its rooms', async () => {
    const villa = await world.unit('Villa');
    const room = await world.unit('Room', villa);
    const [ofVilla, ofRoom] = [
      await world.listing(villa, 'booking_com'),
      await world.listing(room, 'booking_com'),
    ];
    follow();
    await world.book([room], '2027-02-01', '2027-02-03');
    await world.tell({ type: 'CalendarChanged', unitId: room });
    await expect.poll(itemsOf(ofVilla), soon).toEqual(['close 2027-02-01 2027-02-03']);
    await expect.poll(itemsOf(ofRoom), soon).toEqual(['close 2027-02-01 2027-02-03']);
    await world.book([room], '2027-02-05', '2027-02-06');
    await world.tell({ type: 'BookingCreated', unitId: villa });
    await expect
      .poll(itemsOf(ofRoom), soon)
      .toEqual(['close 2027-02-01 2027-02-03', 'close 2027-02-05 2027-02-06']);
  });

  it('drops the work of a listing that was paused', async () => {
    const unit = await world.unit('Room 2');
    const listing = await world.listing(unit, 'gommt');
    await world.book([unit], '2027-02-01', '2027-02-03');
    follow();
    await world.tell({ type: 'ListingChanged', listingId: listing });
    await expect.poll(itemsOf(listing), soon).toEqual(['close 2027-02-01 2027-02-03']);
    await world.database.admin.query(`UPDATE gateway.listings SET status = 'paused' WHERE id = $1`, [
      listing,
    ]);
    await world.tell({ type: 'ListingChanged', listingId: listing });
    await expect.poll(itemsOf(listing), soon).toEqual([]);
  });

  it('compares everything when the log was replaced by a restore', async () => {
    const unit = await world.unit('Room 3');
    const listing = await world.listing(unit, 'gommt');
    await world.book([unit], '2027-02-01', '2027-02-03');
    await world.database.admin.query('UPDATE log.epoch SET epoch = gen_random_uuid()');
    follow();
    await expect.poll(itemsOf(listing), soon).toEqual(['close 2027-02-01 2027-02-03']);
    const isCurrent = async () => {
      const { rows } = await world.database.admin.query<{ current: boolean }>(
        'SELECT c.epoch = e.epoch AS current FROM checklists.event_cursors c, log.epoch e',
      );
      return rows.map((row) => row.current);
    };
    await expect.poll(isCurrent, soon).toEqual([true]);
  });

  it('is done by one process; another takes over when its session breaks', async () => {
    const unit = await world.unit('Room 4');
    const listing = await world.listing(unit, 'booking_com');
    const second = { ...deps, pool: world.database.pool('checklist') };
    follow();
    follow(second);
    await world.book([unit], '2027-02-01', '2027-02-03');
    await world.tell({ type: 'CalendarChanged', unitId: unit });
    await expect.poll(itemsOf(listing), soon).toEqual(['close 2027-02-01 2027-02-03']);
    const leaders = `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database
      WHERE datname = current_database())`;
    const { rows } = await world.database.admin.query<{ pid: number }>(leaders);
    expect(rows).toHaveLength(1);
    await world.database.admin.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await world.book([unit], '2027-02-10', '2027-02-12');
    await world.tell({ type: 'CalendarChanged', unitId: unit });
    await expect
      .poll(itemsOf(listing), soon)
      .toEqual(['close 2027-02-01 2027-02-03', 'close 2027-02-10 2027-02-12']);
  });

  it('is not held back by a listing that cannot be reconciled', async () => {
    const bad = await world.listing(await world.unit('Room 5'), 'unheard_of');
    const unit = await world.unit('Room 6');
    const listing = await world.listing(unit, 'booking_com');
    await world.book([unit], '2027-02-01', '2027-02-03');
    follow();
    await world.tell({ type: 'ListingChanged', listingId: bad });
    await world.tell({ type: 'CalendarChanged', unitId: unit });
    await expect.poll(itemsOf(listing), soon).toEqual(['close 2027-02-01 2027-02-03']);
  });
});
