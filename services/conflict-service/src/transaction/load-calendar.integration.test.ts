import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withOrganization } from '@roomnight/database/tenant';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import type { Fact } from '../rules/fact.ts';
import { createTestWorld, type TestWorld } from '../test-world.ts';
import { FACTS, loadCalendar, LOCKS } from './load-calendar.ts';

/** One night each, one after the other, for 27 years. */
const BOOKINGS = 10_000;
const PAGES = 25;
let database: TestDatabase;
let world: TestWorld;

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createTestWorld(database.admin);
  const values = [world.organizationId, world.unit.cottage, BOOKINGS];
  await database.admin.query(
    `INSERT INTO availability.bookings (id, organization_id, unit_id, source, kind, status, check_in, check_out, reason, created_at, updated_at)
     SELECT gen_random_uuid(), $1, $2, 'direct', 'stay', 'active', date '2020-01-01' + n, date '2020-01-01' + n + 1, 'seed', now(), now()
     FROM generate_series(1, $3::int) AS n`,
    values,
  );
  await database.admin.query(
    `INSERT INTO availability.bookings (id, organization_id, unit_id, source, kind, status, check_in, check_out, reason, created_at, updated_at)
     VALUES (gen_random_uuid(), $1, $2, 'direct', 'block', 'active', '2026-06-01', '2027-12-01', 'a long block', now(), now())`,
    values.slice(0, 2),
  );
  await database.admin.query(
    `INSERT INTO availability.availability_locks (organization_id, unit_id, booking_id, check_in, check_out, created_at)
     SELECT organization_id, unit_id, id, check_in, check_out, created_at FROM availability.bookings WHERE organization_id = $1 AND kind = 'stay'`,
    values.slice(0, 1),
  );
  await database.admin.query('ANALYZE availability.bookings, availability.availability_locks');
});
afterAll(() => database.drop());

describe('on a unit with 10,000 bookings', () => {
  test('what touches some nights is found, long bookings and neighbouring locks with it', async () => {
    const { unit, organizationId, propertyId } = world;
    const scope = new Map([[unit.cottage, { propertyId, leaves: [unit.cottage], height: 0 }]]);
    const after: Fact = {
      id: randomUUID(),
      unitId: unit.cottage,
      kind: 'stay',
      tentative: false,
      checkIn: '2027-03-10',
      checkOut: '2027-03-12',
      createdAt: new Date('2027-03-01T06:00:00Z'),
      listingId: null,
      source: 'direct',
      icalUid: null,
      cannotTell: false,
      nightsSince: null,
      heldUntil: null,
    };
    const calendar = await withOrganization(database.pool('conflict'), organizationId, (tx) =>
      loadCalendar(tx, scope, [{ after }], '2027-03-01'),
    );
    const stays = calendar.facts.filter(({ kind }) => kind === 'stay').map(({ checkIn }) => checkIn);
    expect(stays.toSorted()).toEqual(['2027-03-10', '2027-03-11']);
    expect(calendar.facts.filter(({ kind }) => kind === 'block')).toMatchObject([{ checkIn: '2026-06-01' }]);
    expect(calendar.locks.map(({ checkIn }) => checkIn).toSorted()).toEqual([
      '2027-03-09',
      '2027-03-10',
      '2027-03-11',
      '2027-03-12',
    ]);
  });

  test.each([
    ['facts', FACTS],
    ['locks', LOCKS],
  ])('reading %s passes over the others', async (_, sql) => {
    expect(await pagesRead(sql)).toBeLessThan(PAGES);
  });

  test('the plain condition would not', async () => {
    const plain = `SELECT id FROM availability.bookings WHERE status = 'active' AND unit_id = ANY($1::uuid[])
      AND check_out > $2::date AND check_in < $3::date`;
    expect(await pagesRead(plain)).toBeGreaterThan(PAGES);
  });

  async function pagesRead(sql: string): Promise<number> {
    const values = [[world.unit.cottage], '2027-03-10', '2027-03-12'];
    const { rows } = await withOrganization(database.pool('conflict'), world.organizationId, (tx) =>
      tx.query<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>(
        `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`,
        values,
      ),
    );
    const plan = rows[0]?.['QUERY PLAN'][0].Plan ?? {};
    return (plan['Shared Hit Blocks'] ?? NaN) + (plan['Shared Read Blocks'] ?? NaN);
  }
});
