import type { ClientBase } from 'pg';
import type { Night } from '@roomnight/calendar/night';

/** Rows that go in one transaction. */
const BATCH = 5_000;

/**
 * Drops sync runs of days before `firstDay` that are rolled up.
 *
 * @returns how many went; 0 when none is left
 */
export async function dropOldRuns(
  tx: ClientBase,
  listingIds: readonly string[],
  firstDay: Night,
): Promise<number> {
  const { rowCount } = await tx.query({
    name: 'drop-old-runs',
    text: `DELETE FROM sync.ota_sync_logs WHERE id IN (
             SELECT r.id FROM unnest($1::uuid[]) AS listing (id)
             JOIN LATERAL (SELECT max(day) AS day FROM sync.sync_run_days WHERE listing_id = listing.id) AS done ON true
             JOIN sync.ota_sync_logs r ON r.listing_id = listing.id
               AND r.started_at < least($2::date, done.day + 1)::timestamp AT TIME ZONE 'Asia/Kolkata'
             WHERE done.day IS NOT NULL
             LIMIT $3)`,
    values: [listingIds, firstDay, BATCH],
  });
  return rowCount ?? 0;
}

export async function dropOldRollUps(
  tx: ClientBase,
  listingIds: readonly string[],
  firstDay: Night,
): Promise<void> {
  await tx.query({
    name: 'drop-old-roll-ups',
    text: 'DELETE FROM sync.sync_run_days WHERE listing_id = ANY($1::uuid[]) AND day < $2',
    values: [listingIds, firstDay],
  });
}

export async function dropOldBodies(
  tx: ClientBase,
  listingIds: readonly string[],
  since: Date,
): Promise<number> {
  const { rowCount } = await tx.query({
    name: 'drop-old-bodies',
    text: 'DELETE FROM sync.raw_bodies WHERE listing_id = ANY($1::uuid[]) AND kept_at < $2',
    values: [listingIds, since],
  });
  return rowCount ?? 0;
}
