import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect } from './connect.ts';
import { withOrganization } from './tenant.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const BROKEN = /terminat|ECONNRESET|EPIPE|not queryable/;

/** What a crash of Postgres or a failover does to those who are connected. */
async function endConnections(role: string): Promise<void> {
  await database.admin.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1 AND datname = current_database()',
    [role],
  );
}

it('fails the transaction whose connection breaks, not the process, and goes on with another connection', async () => {
  const pool = database.pool('conflict');
  const transaction = withOrganization(pool, randomUUID(), async (tx) => {
    await endConnections('roomnight_conflict');
    // The connection is gone by the time anything is asked of it.
    await tx.query('SELECT 1');
  });
  await expect(transaction).rejects.toThrow(BROKEN);
  const waiting = withOrganization(pool, randomUUID(), (tx) =>
    Promise.all([tx.query('SELECT pg_sleep(60)'), endConnections('roomnight_conflict')]),
  );
  await expect(waiting).rejects.toThrow(BROKEN);
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
});

it('plans the statements of conflict-service once a connection, whatever the values', async () => {
  const pool = database.pool('conflict');
  const plans = await withOrganization(pool, randomUUID(), async (tx) => {
    for (const kind of ['stay', 'block'])
      await tx.query({
        name: 'of-a-kind',
        text: 'SELECT FROM availability.bookings WHERE kind = $1',
        values: [kind],
      });
    const { rows } = await tx.query(
      `SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE name = 'of-a-kind'`,
    );
    return rows;
  });
  expect(plans).toEqual([{ generic_plans: 2, custom_plans: 0 }]);
});

it('gives up a server that no longer answers, and goes on with another connection', async () => {
  // As the pools of the services, but not for a minute.
  const pool = connect({
    url: `${database.url('conflict')}?query_timeout=300`,
    applicationName: 'test',
    max: 1,
  });
  const silent = withOrganization(pool, randomUUID(), (tx) => tx.query('SELECT pg_sleep(60)'));
  await expect(silent).rejects.toThrow('timeout');
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await pool.end();
});
