import type { Pool } from 'pg';
import { connect } from '@roomnight/database/connect';
import { CommandFailure } from './command.ts';

const unreachable = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'ECONNRESET']);

/**
 * Runs `work` with connections of one role and ends them.
 *
 * @throws {CommandFailure} when the database is not there
 */
export async function withDatabase<T>(url: string, work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = connect({ url, applicationName: 'roomnight', max: 2 });
  try {
    return await work(pool);
  } catch (error) {
    if (error instanceof Error && 'code' in error && unreachable.has(String(error.code))) {
      throw new CommandFailure('The database cannot be reached. Is Roomnight running?');
    }
    throw error;
  } finally {
    await pool.end();
  }
}
