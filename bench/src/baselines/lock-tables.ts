import type { Pool } from 'pg';

/**
 * What the bare statements write to: the columns of a lock, once without and once with the constraint that no two
 * locks of a unit overlap. Durable as everything in this database.
 */
export async function createLockTables(admin: Pool, role: string): Promise<void> {
  await admin.query(`
    CREATE SCHEMA IF NOT EXISTS bench;
    CREATE TABLE IF NOT EXISTS bench.plain_locks (${columns});
    CREATE TABLE IF NOT EXISTS bench.exclusive_locks (
      ${columns}, EXCLUDE USING gist (unit_id WITH =, daterange(check_in, check_out, '[)') WITH &&));
    GRANT USAGE ON SCHEMA bench TO ${role};
    GRANT INSERT ON ALL TABLES IN SCHEMA bench TO ${role}`);
}

const columns = `
  id uuid PRIMARY KEY DEFAULT uuidv7(), organization_id uuid NOT NULL, unit_id uuid NOT NULL, booking_id uuid NOT NULL,
  check_in date NOT NULL, check_out date NOT NULL, created_at timestamptz NOT NULL`;
