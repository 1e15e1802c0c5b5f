import type { Pool } from 'pg';

/** What the bare web server reads. */
export async function createEtagTable(
  admin: Pool,
  role: string,
  tags: readonly { key: string; etag: string }[],
): Promise<void> {
  await admin.query(`
    CREATE SCHEMA IF NOT EXISTS bench;
    CREATE TABLE bench.etags (key text PRIMARY KEY, etag text NOT NULL);
    GRANT USAGE ON SCHEMA bench TO ${role};
    GRANT SELECT ON bench.etags TO ${role}`);
  await admin.query('INSERT INTO bench.etags SELECT * FROM unnest($1::text[], $2::text[])', [
    tags.map(({ key }) => key),
    tags.map(({ etag }) => etag),
  ]);
}
