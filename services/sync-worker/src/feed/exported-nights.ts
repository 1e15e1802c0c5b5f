import type { ClientBase } from 'pg';
import { nightSet, type NightSet } from '@roomnight/calendar/night-set';

/** A platform fetches every 2 to 12 hours, and shows until then what we released. */
const SHOWN_FOR_HOURS = 24;

/**
 * The nights this listing's platform may show as blocked only because it imported them from us: those of every
 * version that was rendered for it or that it fetched within the last day, and of the one that it showed as that day
 * began. (A version is rendered because somebody fetches it; a crash can lose the record of the fetch, not the
 * version.)
 */
export async function exportedNights(tx: ClientBase, listingId: string, now: Date): Promise<NightSet> {
  const { rows } = await tx.query<{ checkIn: string; checkOut: string }>({
    name: 'exported-nights',
    text: `SELECT DISTINCT lower(n)::text AS "checkIn", upper(n)::text AS "checkOut"
           FROM gateway.export_versions v, unnest(v.nights) AS n
           WHERE v.listing_id = $1 AND (
             v.rendered_at > $2::timestamptz - make_interval(hours => $3)
             OR v.calendar_version IN (
               SELECT calendar_version FROM gateway.export_fetches
                 WHERE listing_id = $1 AND fetched_at > $2::timestamptz - make_interval(hours => $3)
               UNION ALL
               (SELECT calendar_version FROM gateway.export_fetches
                  WHERE listing_id = $1 AND fetched_at <= $2::timestamptz - make_interval(hours => $3)
                  ORDER BY fetched_at DESC LIMIT 1)))`,
    values: [listingId, now, SHOWN_FOR_HOURS],
  });
  return nightSet(rows);
}
