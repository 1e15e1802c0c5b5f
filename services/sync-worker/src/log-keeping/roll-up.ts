import type { ClientBase } from 'pg';
import type { Night } from '@roomnight/calendar/night';

/**
 * Counts the sync runs of each listing and day in India that is over and not rolled up yet.
 *
 * @param openDay the first day that is not over
 * @returns how many days were rolled up
 */
export async function rollUpDays(
  tx: ClientBase,
  listingIds: readonly string[],
  openDay: Night,
): Promise<number> {
  const { rowCount } = await tx.query({
    name: 'roll-up-days',
    text: `INSERT INTO sync.sync_run_days (listing_id, day, organization_id, changed, unchanged, suspect, failed, bytes,
             mean_duration_ms, longest_duration_ms, first_at, last_at)
           SELECT r.listing_id, r.day, r.organization_id,
             count(*) FILTER (WHERE r.outcome = 'changed'), count(*) FILTER (WHERE r.outcome = 'unchanged'),
             count(*) FILTER (WHERE r.outcome = 'suspect'), count(*) FILTER (WHERE r.outcome = 'failed'),
             sum(r.bytes), avg(r.duration_ms), max(r.duration_ms), min(r.started_at), max(r.started_at)
           FROM unnest($1::uuid[]) AS listing (id)
           CROSS JOIN LATERAL (SELECT max(day) AS day FROM sync.sync_run_days WHERE listing_id = listing.id) AS done
           CROSS JOIN LATERAL (
             SELECT listing_id, organization_id, outcome, bytes, started_at, (started_at AT TIME ZONE 'Asia/Kolkata')::date AS day,
               extract(epoch FROM finished_at - started_at) * 1000 AS duration_ms
             FROM sync.ota_sync_logs
             WHERE listing_id = listing.id AND started_at < $2::timestamp AT TIME ZONE 'Asia/Kolkata'
               AND started_at >= coalesce((done.day + 1)::timestamp AT TIME ZONE 'Asia/Kolkata', '-infinity')) AS r
           GROUP BY r.listing_id, r.day, r.organization_id
           ON CONFLICT DO NOTHING`,
    values: [listingIds, openDay],
  });
  return rowCount ?? 0;
}
