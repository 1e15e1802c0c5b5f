import type { ClientBase } from 'pg';
import { istNight } from '@roomnight/calendar/night';
import { nightSet, type NightSet } from '@roomnight/calendar/night-set';
import type { Stay } from '@roomnight/calendar/stay';
import { nightsOf, type Verification, verify } from '../rules/verification.ts';
import type { Reading } from '../reading/reading.ts';
import type { ImportListing } from './listing.ts';

/** Compares what a platform kept by hand shows with what it should show, and keeps the outcome. */
export async function verifyListing(
  tx: ClientBase,
  listing: ImportListing,
  reading: Reading,
  now: Date,
): Promise<{ verification: Verification; changed: boolean }> {
  const today = istNight(now);
  const { rows } = await tx.query<{
    held: Stay[];
    sold: Stay[];
    acknowledged: Stay[];
    before: string | null;
  }>({
    name: 'nights-to-verify',
    text: `SELECT
             (SELECT coalesce(json_agg(json_build_object('checkIn', lower(run), 'checkOut', upper(run))), '[]')
               FROM unnest(availability.taken_nights($2, $3)) AS run WHERE upper(run) > $3::date) AS held,
             (SELECT coalesce(json_agg(json_build_object('checkIn', check_in, 'checkOut', check_out)), '[]')
               FROM availability.bookings
               WHERE listing_id = $1 AND status = 'active' AND check_out > $3) AS sold,
             (SELECT coalesce(json_agg(json_build_object('checkIn', lower(n), 'checkOut', upper(n))), '[]')
               FROM (SELECT unnest(nights) AS n FROM checklists.acknowledged_nights WHERE listing_id = $1) AS a)
               AS acknowledged,
             (SELECT ROW(open_nights, ticked_nights, unknown_nights)::text FROM sync.verifications
               WHERE listing_id = $1) AS before`,
    values: [listing.listingId, listing.unitId, today],
  });
  const [row] = rows;
  if (row === undefined) throw new Error('a SELECT without FROM gives a row');
  const verification = verify({
    today,
    reading: nightsOf(reading),
    held: nightSet(row.held),
    sold: nightSet(row.sold),
    acknowledged: nightSet(row.acknowledged),
  });
  const { rows: written } = await tx.query<{ after: string }>({
    name: 'write-verification',
    text: `INSERT INTO sync.verifications AS v (listing_id, organization_id, verified_at, open_nights, ticked_nights, unknown_nights)
           VALUES ($1, $2, $3, $4, $5, $6)
           ON CONFLICT (listing_id) DO UPDATE SET verified_at = excluded.verified_at, open_nights = excluded.open_nights,
             ticked_nights = excluded.ticked_nights, unknown_nights = excluded.unknown_nights
           RETURNING ROW(open_nights, ticked_nights, unknown_nights)::text AS after`,
    values: [
      listing.listingId,
      listing.organizationId,
      now,
      multirange(verification.open),
      multirange(verification.ticked),
      multirange(verification.unknown),
    ],
  });
  return { verification, changed: written[0]?.after !== row.before };
}

function multirange(nights: NightSet): string {
  return `{${nights.map(({ checkIn, checkOut }) => `[${checkIn},${checkOut})`).join(',')}}`;
}
