import type { ClientBase } from 'pg';
import type { Night } from '@roomnight/calendar/night';

/** The polls of one listing on one day in India. */
export interface SyncDay {
  day: Night;
  changed: number;
  unchanged: number;
  suspect: number;
  failed: number;
  bytes: number;
  meanDurationMs: number;
  longestDurationMs: number;
  firstAt: Date;
  lastAt: Date;
}

/**
 * The polls of a listing by day, oldest first, from `from` on. Days that are over come from their roll-ups; those that are
 * not rolled up yet, today among them, are counted from the runs themselves.
 */
export async function readSyncDays(tx: ClientBase, listingId: string, from: Night): Promise<SyncDay[]> {
  const { rows } = await tx.query<SyncDay>(
    `WITH rolled AS (SELECT coalesce(max(day) + 1, '-infinity'::date) AS up_to FROM sync.sync_run_days WHERE listing_id = $1)
       SELECT day::text, changed, unchanged, suspect, failed, bytes::float8 AS bytes, mean_duration_ms AS "meanDurationMs",
         longest_duration_ms AS "longestDurationMs", first_at AS "firstAt", last_at AS "lastAt"
       FROM sync.sync_run_days WHERE listing_id = $1 AND day >= $2::date
       UNION ALL
       SELECT day::text, count(*) FILTER (WHERE outcome = 'changed')::int, count(*) FILTER (WHERE outcome = 'unchanged')::int,
         count(*) FILTER (WHERE outcome = 'suspect')::int, count(*) FILTER (WHERE outcome = 'failed')::int,
         sum(bytes)::float8, avg(duration_ms)::int, max(duration_ms)::int, min(started_at), max(started_at)
       FROM (
         SELECT outcome, bytes, started_at, (started_at AT TIME ZONE 'Asia/Kolkata')::date AS day,
           extract(epoch FROM finished_at - started_at) * 1000 AS duration_ms
         FROM sync.ota_sync_logs
         WHERE listing_id = $1 AND started_at >=
           greatest((SELECT up_to FROM rolled), $2::date)::timestamp AT TIME ZONE 'Asia/Kolkata') AS runs
       GROUP BY day
       ORDER BY 1`,
    [listingId, from],
  );
  return rows;
}
