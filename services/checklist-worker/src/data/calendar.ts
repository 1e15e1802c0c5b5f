import type { Night } from '@roomnight/calendar/night';
import { nightSet, type NightSet } from '@roomnight/calendar/night-set';
import type { ClientBase } from 'pg';

export interface StayRow {
  check_in: string;
  check_out: string;
}

/** Nights from `from` on that somebody holds in the unit, or in any part of it. */
export async function heldNights(tx: ClientBase, unitId: string, from: Night): Promise<NightSet> {
  const { rows } = await tx.query<StayRow>({
    name: 'held-nights',
    text: `WITH RECURSIVE tree AS (
             SELECT $1::uuid AS id
             UNION ALL SELECT u.id FROM gateway.units u JOIN tree ON u.parent_unit_id = tree.id)
           SELECT check_in, check_out FROM availability.availability_locks
           WHERE unit_id = ANY (ARRAY(SELECT id FROM tree)) AND check_out > $2`,
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
