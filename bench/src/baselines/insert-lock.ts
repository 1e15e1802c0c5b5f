import type { Pool } from 'pg';
import type { Wish } from '../stage/wishes.ts';

/** One row, one statement, one transaction: the least a durable claim could cost. */
export async function insertPlainly(pool: Pool, organizationId: string, wish: Wish): Promise<void> {
  await pool.query({
    name: 'insert-plainly',
    text: `INSERT INTO bench.plain_locks (organization_id, unit_id, booking_id, check_in, check_out, created_at)
           VALUES ($1, $2, $3, $4, $5, $6)`,
    values: valuesOf(organizationId, wish),
  });
}

/** The least that sells no night twice, and waits in a queue for each unit instead of running into others. */
export async function lockAndInsert(pool: Pool, organizationId: string, wish: Wish): Promise<void> {
  await pool.query({
    name: 'lock-and-insert',
    text: `WITH locked AS MATERIALIZED (
             SELECT pg_advisory_xact_lock(key)
             FROM (SELECT hashtextextended(unit::text, 1) AS key FROM unnest(ARRAY[$2::uuid]) AS unit ORDER BY key) AS keys)
           INSERT INTO bench.exclusive_locks (organization_id, unit_id, booking_id, check_in, check_out, created_at)
           SELECT $1::uuid, $2::uuid, $3::uuid, $4::date, $5::date, $6::timestamptz FROM locked ON CONFLICT DO NOTHING`,
    values: valuesOf(organizationId, wish),
  });
}

/** Many rows in one statement, on nights that nobody has. */
export async function insertAtOnce(
  pool: Pool,
  organizationId: string,
  wishes: readonly Wish[],
): Promise<void> {
  await pool.query({
    name: 'insert-at-once',
    text: `INSERT INTO bench.exclusive_locks (organization_id, created_at, unit_id, booking_id, check_in, check_out)
           SELECT $1::uuid, $2::timestamptz, * FROM unnest($3::uuid[], $4::uuid[], $5::date[], $6::date[])`,
    values: [
      organizationId,
      new Date(),
      wishes.map(({ unitId }) => unitId),
      wishes.map(({ requestId }) => requestId),
      wishes.map(({ checkIn }) => checkIn),
      wishes.map(({ checkOut }) => checkOut),
    ],
  });
}

function valuesOf(organizationId: string, { requestId, unitId, checkIn, checkOut }: Wish): unknown[] {
  return [organizationId, unitId, requestId, checkIn, checkOut, new Date()];
}
