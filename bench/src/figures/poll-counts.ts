import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Feeds } from '../stage/feeds.ts';

const patienceMs = 900_000;

/**
 * How many polls found nothing, by the rows they left.
 *
 * @throws when any poll failed: such a bench measures something else
 */
export async function unchangedPolls(admin: Pool): Promise<number> {
  const { rows } = await admin.query<{ unchanged: number; failed: number; message: string | null }>(
    `SELECT count(*) FILTER (WHERE outcome = 'unchanged') AS unchanged,
       count(*) FILTER (WHERE outcome IN ('failed', 'suspect')) AS failed,
       max(message) FILTER (WHERE outcome IN ('failed', 'suspect')) AS message
     FROM sync.ota_sync_logs`,
  );
  const [row] = rows;
  if (!row || row.failed > 0) throw new Error(`${row?.failed} polls failed: ${row?.message}`);
  return row.unchanged;
}

/** Waits until every feed has been imported and then found unchanged so many times. */
export async function untilPolled(admin: Pool, { listingIds }: Feeds, times: number): Promise<void> {
  for (const began = Date.now(); Date.now() - began < patienceMs;) {
    await unchangedPolls(admin);
    const { rows } = await admin.query<{ polled: number }>(
      `SELECT count(*) AS polled FROM (SELECT listing_id FROM sync.ota_sync_logs WHERE outcome = 'unchanged'
         AND listing_id = ANY ($1) GROUP BY listing_id HAVING count(*) >= $2) AS listings`,
      [listingIds, times],
    );
    if (rows[0]?.polled === listingIds.length) return;
    await delay(500);
  }
  throw new Error('The feeds were not imported in time.');
}
