import type { Night } from '@roomnight/calendar/night';
import { nightSet, type NightSet } from '@roomnight/calendar/night-set';
import type { ClientBase } from 'pg';

export interface StayRow {
  check_in: string;
  check_out: string;
}

/** Nights from `from` on that cannot be sold: somebody holds them in the unit or in any part of it, of a pool in every room. */
export async function heldNights(tx: ClientBase, unitId: string, from: Night): Promise<NightSet> {
  const { rows } = await tx.query<StayRow>({
    name: 'held-nights',
    text: `SELECT lower(run) AS check_in, upper(run) AS check_out FROM unnest(availability.taken_nights($1, $2)) AS run
           WHERE upper(run) > $2::date`,
    values: [unitId, from],
  });
  return nightSet(rows.map(toStay));
}

/** Nights from `from` on that the listing's platform sold itself. */
export async function soldNights(tx: ClientBase, listingId: string, from: Night): Promise<NightSet> {
  const { rows } = await tx.query<StayRow>({
    name: 'sold-nights',
    text: `SELECT check_in, check_out FROM availability.bookings
           WHERE listing_id = $1 AND status = 'active' AND check_out > $2`,
    values: [listingId, from],
  });
  return nightSet(rows.map(toStay));
}

export function toStay({ check_in, check_out }: StayRow): { checkIn: Night; checkOut: Night } {
  return { checkIn: check_in, checkOut: check_out };
}
