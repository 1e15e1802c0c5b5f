import { connect } from '@roomnight/database/connect';
import { withOrganization } from '@roomnight/database/tenant';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestWorld, type TestWorld } from '../test-world.ts';
import { lockUnits } from './lock-units.ts';

const UNITS = 2_000;
let database: TestDatabase;
let world: TestWorld;

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createTestWorld(database.admin);
  await database.admin.query(
    `INSERT INTO gateway.units (id, organization_id, property_id, name, created_at)
     SELECT gen_random_uuid(), $1, $2, 'Room ' || n, now() FROM generate_series(1, $3::int) AS n`,
    [world.organizationId, world.propertyId, UNITS],
  );
  await database.admin.query('ANALYZE gateway.units, gateway.booking_requests');
});
afterAll(() => database.drop());

test('of thousands of units only those in reach are read, also with a plan for any values', async () => {
  const requestId = await world.request({ unit: 'villa', checkIn: '2027-03-10', checkOut: '2027-03-12' });
  const pool = connect({
    url: database.url('conflict'),
    applicationName: 'test',
    max: 1,
    plansOnce: true,
  });
  const read = await withOrganization(pool, world.organizationId, async (tx) => {
    const scope = await lockUnits(tx, 'requests', [requestId]);
    const { villa, roomA, roomB } = world.unit;
    expect([...scope.keys()].toSorted()).toEqual([villa, roomA, roomB].toSorted());
    const { rows } = await tx.query<{ rows: number }>(
      "SELECT seq_tup_read + idx_tup_fetch AS rows FROM pg_stat_xact_user_tables WHERE relname = 'units'",
    );
    return rows[0]?.rows;
  });
  await pool.end();
  expect(read).toBeGreaterThan(0);
  expect(read).toBeLessThan(50);
});
