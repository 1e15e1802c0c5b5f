import type { Clock } from '@roomnight/runtime/clock';
import type { Logger } from '@roomnight/runtime/logger';
import type { Pool } from 'pg';

const EVERY_MS = 10 * 60_000;
const OLDEST_MS = 50 * 60_000;

/**
 * Deletes what people asked the feed doctor, of all organizations, before it is an hour old: a gateway that died
 * in the middle erased nothing. Answers how many it deleted.
 */
export async function forgetRequests(pool: Pool, clock: Clock): Promise<number> {
  const before = new Date(clock().getTime() - OLDEST_MS).toISOString();
  const tx = await pool.connect();
  try {
    await tx.query('BEGIN');
    await tx.query(`SELECT set_config('roomnight.forget_before', $1, true)`, [before]);
    // No condition of its own: the policy is the condition, and lets nothing be read.
    const { rowCount } = await tx.query('DELETE FROM gateway.feed_examination_requests');
    await tx.query('COMMIT');
    return rowCount ?? 0;
  } catch (error) {
    await tx.query('ROLLBACK');
    throw error;
  } finally {
    tx.release();
  }
}

/** Forgets again and again. Returns what ends it. */
export function keepForgetting(pool: Pool, clock: Clock, logger: Logger): () => void {
  const timer = setInterval(() => {
    forgetRequests(pool, clock).catch((error: unknown) =>
      logger.warn({ err: error }, 'requests to look at feeds were not forgotten: trying again'),
    );
  }, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
