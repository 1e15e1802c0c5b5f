import type { Pool } from 'pg';

/** Gathers at once the statistics that PostgreSQL plans by, and that autovacuum would gather within a minute. */
export async function analyze(admin: Pool): Promise<void> {
  await admin.query('ANALYZE');
}
