import { randomUUID } from 'node:crypto';
import { withOrganization } from '@roomnight/database/tenant';
import { addNights } from '@roomnight/calendar/night';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { EXPOSED_NIGHTS } from '@roomnight/database/exposures/read-exposures';
import { type Fact, nightsClosed, type TestDestination, TestDestinations } from './test-destinations.ts';

const START = new Date('2026-11-23T07:00:00Z');
const HOUR = 3_600_000;

let world: TestDestinations;
let unitId: string;
let airbnb: TestDestination;
let vrbo: TestDestination;
let bookingCom: TestDestination;
beforeAll(async () => {
  world = await TestDestinations.open();
});
afterAll(() => world.database.drop());
beforeEach(async () => {
  world.now = START;
  unitId = await world.unit();
  airbnb = await world.listing(unitId, 'airbnb');
  vrbo = await world.listing(unitId, 'vrbo');
  bookingCom = await world.listing(unitId, 'booking_com', 'manual');
});

const after = (hours: number) => new Date(START.getTime() + hours * HOUR);
const stay = (said: Partial<Fact>): Fact => ({
  id: randomUUID(),
  unitId,
  kind: 'stay',
  listingId: airbnb.id,
  checkIn: '2026-12-01',
  checkOut: '2026-12-04',
  ...said,
});
async function sell(...facts: Fact[]): Promise<void> {
  await world.settle(facts, (id) => [id]);
  await world.move([unitId]);
}
const at = ({ id }: TestDestination) => world.exposures({ listingIds: [id] });

it('begins when nights are taken here, and ends with the fetch that is served them closed', async () => {
  await world.fetch(vrbo);
  world.now = after(1);
  const sold = stay({});
  await sell(sold);
  expect(await at(vrbo)).toEqual([
    {
      listingId: vrbo.id,
      bookingId: sold.id,
      nights: [{ checkIn: '2026-12-01', checkOut: '2026-12-04' }],
      since: after(1),
      lastFetchAt: START,
      // What is known of the platform, for too few of its fetches were seen.
      expectedEnd: after(8),
      state: 'waiting',
    },
  ]);
  expect(await at(airbnb)).toEqual([]);

  world.now = after(9);
  expect(await at(vrbo)).toMatchObject([{ state: 'overdue', expectedEnd: after(8) }]);
  // A person who looks at the calendar closes nothing on VRBO.
  await world.fetch(vrbo, 'browser');
  expect(await at(vrbo)).toHaveLength(1);
  await world.fetch(vrbo);
  expect(await at(vrbo)).toEqual([]);
});

it('goes on where nobody fetches, and where a person has not confirmed it', async () => {
  await sell(stay({ listingId: null }));
  expect(await at(airbnb)).toMatchObject([{ state: 'never_fetched', lastFetchAt: null, expectedEnd: null }]);
  expect(await at(bookingCom)).toMatchObject([{ state: 'by_hand', expectedEnd: null }]);
  await world.database.admin.query(
    `INSERT INTO checklists.acknowledged_nights VALUES ($1, $2, '{[2026-12-01,2026-12-03)}', $3)`,
    [bookingCom.id, world.organizationId, START],
  );
  expect(await at(bookingCom)).toMatchObject([
    { nights: [{ checkIn: '2026-12-03', checkOut: '2026-12-04' }] },
  ]);
  await world.database.admin.query('UPDATE gateway.export_tokens SET expires_at = $2 WHERE listing_id = $1', [
    airbnb.id,
    START,
  ]);
  expect(await at(airbnb)).toMatchObject([{ state: 'no_address' }]);
});

it('has no end to be expected once the address that the platform has is replaced and over', async () => {
  await world.fetch(vrbo);
  await sell(stay({}));
  await world.database.admin.query('UPDATE gateway.export_tokens SET expires_at = $2 WHERE listing_id = $1', [
    vrbo.id,
    after(5),
  ]);
  await world.database.admin.query(
    `INSERT INTO gateway.export_tokens (organization_id, listing_id, token_hash, token_encrypted, token_hint, created_at)
     VALUES ($1, $2, decode(md5('new'), 'hex'), 'sealed', 'new1', $3)`,
    [world.organizationId, vrbo.id, START],
  );
  expect(await at(vrbo)).toMatchObject([{ state: 'waiting' }]);
  world.now = after(6);
  expect(await at(vrbo)).toMatchObject([{ state: 'no_address', expectedEnd: null, lastFetchAt: START }]);
});

it('is none of what the listing’s settings keep from the platform', async () => {
  const block = stay({ kind: 'block', listingId: null });
  const far = stay({ listingId: null, checkIn: '2027-03-01', checkOut: '2027-03-03' });
  await sell(block, far);
  await world.set(vrbo, { exportContents: 'stays', horizonDays: 60 });
  expect(await at(vrbo)).toEqual([]);
  expect(await at(airbnb)).toHaveLength(2);
});

it('of a booking names the listings of its unit, its villa and its rooms', async () => {
  const villa = await world.unit();
  const room = await world.unit(villa);
  const wholes = [await world.listing(villa, 'airbnb'), await world.listing(room, 'vrbo')];
  const booked = stay({ unitId: room, listingId: null });
  await world.settle([booked], (id) => [id]);
  await world.move([villa, room]);
  const exposed = await world.exposures({ bookingIds: [booked.id] });
  expect(exposed.map(({ listingId }) => listingId).toSorted()).toEqual(wholes.map(({ id }) => id).toSorted());
  expect(await world.exposures({ unitIds: [room] })).toHaveLength(2);
  expect(await world.exposures({ unitIds: [unitId] })).toEqual([]);
});

it('changes what is served at once when a setting of the export changes, and with nothing else', async () => {
  await sell(stay({}));
  const first = await world.fetch(vrbo);
  await world.set(vrbo, { importBlocks: false });
  expect(await world.fetch(vrbo)).toEqual({ status: 304, version: first.version });
  await world.set(vrbo, { preparationNightsAfter: 2 });
  expect(await world.fetch(vrbo)).toEqual({ status: 200, version: first.version + 1 });
  expect(nightsClosed(vrbo.body)).toEqual([{ checkIn: '2026-12-01', checkOut: '2026-12-06' }]);
  await world.setPlatform('vrbo', { preparationNightsBefore: 1, preparationNightsAfter: 1 });
  expect((await world.fetch(vrbo)).version).toBe(first.version + 2);
  expect(nightsClosed(vrbo.body)).toEqual([{ checkIn: '2026-11-30', checkOut: '2026-12-06' }]);
});

it('moves the version on by itself on the day on which a stay comes within the horizon', async () => {
  await world.set(vrbo, { horizonDays: 30 });
  await sell(stay({ checkIn: addNights(world.today, 31), checkOut: addNights(world.today, 33) }));
  const first = await world.fetch(vrbo);
  expect(nightsClosed(vrbo.body)).toEqual([]);
  world.now = after(20);
  expect((await world.fetch(vrbo)).status).toBe(304);
  world.now = after(30);
  expect(await world.fetch(vrbo)).toEqual({ status: 304, version: first.version });
  // Half past midnight in India.
  world.now = after(36);
  expect(await at(vrbo)).toHaveLength(1);
  expect(await world.fetch(vrbo)).toEqual({ status: 200, version: first.version + 1 });
  expect(nightsClosed(vrbo.body)).toHaveLength(1);
  expect(await at(vrbo)).toEqual([]);
});

it('keeps two weeks of visits, the one before today, and the versions that somebody may have', async () => {
  const rows = async () => {
    const counts = await world.database.admin.query<{ fetches: number; versions: number }>(
      `SELECT (SELECT count(*) FROM gateway.export_fetches WHERE listing_id = $1) AS fetches,
         (SELECT count(*) FROM gateway.export_versions WHERE listing_id = $1) AS versions`,
      [vrbo.id],
    );
    return counts.rows[0];
  };
  for (let day = 0; day < 20; day++) {
    world.now = after(24 * day);
    await sell(stay({ checkOut: addNights('2026-12-04', day) }));
    await world.fetch(vrbo);
  }
  expect(await rows()).toEqual({ fetches: 15, versions: 15 });
  // It was away for a month: what it showed all that time is still known.
  world.now = after(24 * 60);
  await sell();
  await world.fetch(vrbo);
  expect(await rows()).toEqual({ fetches: 2, versions: 2 });
});

it('reads a listing of a large organization by its indexes', async () => {
  const { admin, pool } = world.database;
  const client = await admin.connect();
  await client.query('SET session_replication_role = replica');
  const many = [
    `INSERT INTO gateway.units (id, organization_id, property_id, name, created_at)
     SELECT gen_random_uuid(), $1, gen_random_uuid(), 'Many', '2026-11-01' FROM generate_series(1, 300)`,
    `INSERT INTO gateway.listings (organization_id, unit_id, platform_id, mode, created_at, updated_at)
     SELECT $1, u.id, gen_random_uuid(), 'ical', '2026-11-01', '2026-11-01' FROM gateway.units u, generate_series(1, 3) WHERE u.name = 'Many' AND u.organization_id = $1`,
    `INSERT INTO availability.bookings (id, organization_id, unit_id, source, kind, status, check_in, check_out, reason, created_at, updated_at)
     SELECT gen_random_uuid(), $1, u.id, 'direct', 'stay', 'active', date '2026-08-01' + n * 5, date '2026-08-01' + n * 5 + 4, 'test', '2026-11-01', '2026-11-01'
     FROM gateway.units u, generate_series(1, 60) AS n WHERE u.name = 'Many' AND u.organization_id = $1`,
    `INSERT INTO availability.availability_locks (organization_id, unit_id, booking_id, check_in, check_out, created_at)
     SELECT organization_id, unit_id, id, check_in, check_out, created_at FROM availability.bookings
     WHERE organization_id = $1 AND source = 'direct' AND created_at = '2026-11-01'`,
  ];
  for (const statement of many) await client.query(statement, [world.organizationId]);
  await client.query('ANALYZE');
  const { rows: listings } = await client.query<{ id: string }>(
    `SELECT l.id FROM gateway.listings l JOIN gateway.units u ON u.id = l.unit_id WHERE u.name = 'Many' LIMIT 3`,
  );
  client.release(true);
  const ids = listings.map(({ id }) => id);
  const plan = await withOrganization(pool('gateway'), world.organizationId, async (tx) => {
    const { rows } = await tx.query<{ 'QUERY PLAN': string }>(`EXPLAIN ANALYZE ${EXPOSED_NIGHTS}`, [
      ids,
      ids.map(() => true),
      ids.map(() => '2028-11-22'),
      world.today,
      world.now,
      null,
      null,
      500,
    ]);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
  for (const index of ['locks_of_unit', 'bookings_pkey', 'bookings_of_listing']) {
    expect(plan).toContain(index);
  }
  expect(plan).not.toMatch(/Seq Scan on (availability_locks|bookings|listings|export_versions)/);
});

it('of a room type is of the nights on which no room is free, and its export closes just those', async () => {
  const pool = await world.unit(null, true);
  const [one, other] = [await world.unit(pool), await world.unit(pool)];
  const sells = await world.listing(pool, 'vrbo');
  await world.fetch(sells);
  const first = stay({ unitId: one, listingId: null });
  await world.settle([first], (id) => [id]);
  await world.move([pool, one]);
  expect(await at(sells)).toEqual([]);
  await world.fetch(sells);
  expect(nightsClosed(sells.body)).toEqual([]);
  const second = stay({ unitId: other, listingId: null, checkIn: '2026-12-02', checkOut: '2026-12-06' });
  await world.settle([first, second], (id) => [id]);
  await world.move([pool, other]);
  const full = [{ checkIn: '2026-12-02', checkOut: '2026-12-04' }];
  expect((await at(sells)).map(({ nights }) => nights)).toEqual([full, full]);
  await world.fetch(sells);
  expect(nightsClosed(sells.body)).toEqual(full);
  expect(await at(sells)).toEqual([]);
});
