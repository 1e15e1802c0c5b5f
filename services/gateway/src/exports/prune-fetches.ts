import { subDays } from 'date-fns/subDays';
import type { PoolClient } from 'pg';

const KEPT_DAYS = 14;
/** Echoes are told by what a platform showed a day ago. */
const ECHO_DAYS = 1;
/** A visit adds one row, so that much at a time always keeps up. */
const AT_A_TIME = 50;

/**
 * Forgets visits of more than two weeks ago, and the versions that nobody can have any more. Done with the visits that
 * come in, a few rows of the listing visited: what is never fetched never grows, and nothing has to cross organizations.
 *
 * Kept for longer: the last visit before yesterday, by which echoes are told, the version of each visit kept, the one the
 * platform knows, by which exposure ends, and the current one.
 */
export async function pruneFetches(tx: PoolClient, listingIds: readonly string[], now: Date): Promise<void> {
  const values = [listingIds, subDays(now, KEPT_DAYS), subDays(now, ECHO_DAYS), AT_A_TIME];
  await tx.query({
    name: 'prune-fetches',
    text: `DELETE FROM gateway.export_fetches WHERE id IN (
             SELECT old.id FROM unnest($1::uuid[]) AS visited (listing_id) CROSS JOIN LATERAL (
               SELECT id FROM gateway.export_fetches f
               WHERE f.listing_id = visited.listing_id AND f.fetched_at < least($2::timestamptz, (
                 SELECT max(fetched_at) FROM gateway.export_fetches day
                 WHERE day.listing_id = visited.listing_id AND day.fetched_at <= $3::timestamptz))
               ORDER BY f.fetched_at LIMIT $4) AS old)`,
    values,
  });
  await tx.query({
    name: 'prune-versions',
    text: `DELETE FROM gateway.export_versions v USING (
             SELECT old.listing_id, old.calendar_version FROM unnest($1::uuid[]) AS visited (listing_id) CROSS JOIN LATERAL (
               SELECT listing_id, calendar_version FROM gateway.export_versions o
               WHERE o.listing_id = visited.listing_id AND o.rendered_at < $2::timestamptz
                 AND o.calendar_version < (SELECT min(f.calendar_version) FROM gateway.export_fetches f WHERE f.listing_id = visited.listing_id)
                 AND o.calendar_version < (SELECT e.calendar_version FROM gateway.exports e WHERE e.listing_id = visited.listing_id)
                 AND NOT EXISTS (SELECT FROM gateway.export_destinations d
                   WHERE d.listing_id = o.listing_id AND d.calendar_version = o.calendar_version)
               ORDER BY o.calendar_version LIMIT $3) AS old) gone
           WHERE (v.listing_id, v.calendar_version) = (gone.listing_id, gone.calendar_version)`,
    values: [listingIds, subDays(now, KEPT_DAYS), AT_A_TIME],
  });
}
