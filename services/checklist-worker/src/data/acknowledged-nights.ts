import { nightSet, type NightSet } from '@roomnight/calendar/night-set';
import type { ClientBase } from 'pg';
import { toStay, type StayRow } from './calendar.ts';

/** The nights a person confirmed to be closed on the listing's platform. */
export async function readAcknowledged(tx: ClientBase, listingId: string): Promise<NightSet> {
  const { rows } = await tx.query<StayRow>({
    name: 'read-acknowledged',
    text: `SELECT lower(nights) AS check_in, upper(nights) AS check_out
           FROM (SELECT unnest(nights) AS nights FROM checklists.acknowledged_nights WHERE listing_id = $1) AS a`,
    values: [listingId],
  });
  return nightSet(rows.map(toStay));
}

export async function writeAcknowledged(
  tx: ClientBase,
  row: { organizationId: string; listingId: string; nights: NightSet; at: Date },
): Promise<void> {
  await tx.query({
    name: 'write-acknowledged',
    text: `INSERT INTO checklists.acknowledged_nights (organization_id, listing_id, nights, updated_at)
           SELECT $1, $2, coalesce(range_agg(daterange(s.check_in, s.check_out)), '{}'), $5
           FROM unnest($3::date[], $4::date[]) AS s (check_in, check_out)
           ON CONFLICT (listing_id) DO UPDATE SET nights = excluded.nights, updated_at = excluded.updated_at`,
    values: [
      row.organizationId,
      row.listingId,
      row.nights.map((stay) => stay.checkIn),
      row.nights.map((stay) => stay.checkOut),
      row.at,
    ],
  });
}
