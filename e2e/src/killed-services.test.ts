import { addNights, istNight } from '@roomnight/calendar/night';
import { stayLength } from '@roomnight/calendar/stay';
import { nightSet } from '@roomnight/calendar/night-set';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newManager, type Manager } from './manager.ts';
import { startProduct, type Product } from './product.ts';
import { listOn, type Nights, type SimulatedListing } from './simulated-platform.ts';
import { newListing, newUnit, syncNow } from './unit.ts';

const LISTINGS = 6;
const STAYS = 12;
const SERVICES = ['conflict-service', 'sync-worker', 'checklist-worker', 'gateway'];
const today = istNight(new Date());

let product: Product;
let manager: Manager;
const listings: { id: string; sold: Nights[]; simulated: SimulatedListing }[] = [];

beforeAll(async () => {
  product = await startProduct();
  manager = await newManager(product.url);
  for (let n = 0; n < LISTINGS; n += 1) {
    const unitId = await newUnit(manager, `House ${n}`, 'Whole house');
    const simulated = await listOn(product.simulatorUrl, 'vrbo');
    const { id } = await newListing(manager, { unitId, platformKey: 'vrbo', importUrl: simulated.feedUrl });
    await syncNow(manager, id);
    await newListing(manager, { unitId, platformKey: 'booking_com' });
    listings.push({ id, sold: [], simulated });
  }
});

afterAll(() => product?.stop());

interface Imported {
  listing: { id: string };
  checkIn: string;
  checkOut: string;
}

/** Every active booking, as the calendar of the next year shows it. */
async function imported(): Promise<Imported[]> {
  const { calendar } = await manager.ask<{
    calendar: { units: { bookings: Imported[]; heldNights: Nights[] }[] };
  }>(
    `query ($from: Night!, $to: Night!) {
      calendar(from: $from, to: $to) { units { bookings { checkIn checkOut listing { id } } heldNights { checkIn checkOut } } }
    }`,
    { from: today, to: addNights(today, 365) },
  );
  for (const { bookings, heldNights } of calendar.units) {
    expect(heldNights.map(({ checkIn }) => checkIn).toSorted()).toEqual(
      bookings.map(({ checkIn }) => checkIn).toSorted(),
    );
  }
  return calendar.units.flatMap(({ bookings }) => bookings);
}

/** What is left to close by hand, over all units. */
async function toClose(): Promise<number> {
  const { checklists } = await manager.ask<{ checklists: { items: (Nights & { status: string })[] }[] }>(
    '{ checklists { items { checkIn checkOut status } } }',
  );
  const nights = ({ items }: { items: (Nights & { status: string })[] }) =>
    nightSet(items.filter(({ status }) => status === 'OPEN'));
  return checklists.flatMap(nights).reduce((sum, stay) => sum + stayLength(stay), 0);
}

const inOrder = (stays: readonly Nights[]): string[] =>
  stays.map(({ checkIn, checkOut }) => `${checkIn}/${checkOut}`).toSorted();

it.each(SERVICES)(
  'finds every stay once after kill -9 of the %s in the middle of an import',
  async (service) => {
    const round = SERVICES.indexOf(service);
    for (const { sold, simulated } of listings) {
      for (let n = 0; n < STAYS; n += 1) {
        const checkIn = addNights(today, 5 + (round * STAYS + n) * 5);
        const nights = { checkIn, checkOut: addNights(checkIn, 3) };
        await simulated.sell(nights, { firstName: 'Mia' });
        sold.push(nights);
      }
    }

    const imports = listings.map(({ id }) => syncNow(manager, id));
    // Somebody's answer may be lost with the process; what was asked for may not.
    const answered = Promise.allSettled(imports);
    await Promise.race(imports.map((sync) => sync.catch(() => 'lost')));
    await product.killAndRestart(service);
    await answered;
    await Promise.all(listings.map(({ id }) => syncNow(manager, id)));

    const found = await imported();
    for (const { id, sold } of listings) {
      expect(inOrder(found.filter(({ listing }) => listing.id === id))).toEqual(inOrder(sold));
    }
    const sold = listings.flatMap((listing) => listing.sold);
    const nights = sold.reduce((sum, stay) => sum + stayLength(stay), 0);
    await expect.poll(toClose, { timeout: 30_000 }).toBe(nights);
  },
);

it('has raised no conflict by it', async () => {
  const { conflicts } = await manager.ask<{ conflicts: { edges: unknown[] } }>(
    '{ conflicts { edges { node { id } } } }',
  );
  expect(conflicts.edges).toEqual([]);
});
