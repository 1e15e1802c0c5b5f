import { addNights, istNight } from '@roomnight/calendar/night';
import { nightSet } from '@roomnight/calendar/night-set';
import type { Stay } from '@roomnight/calendar/stay';
import { LATEST_CHECK_OUT_DAYS } from '@roomnight/contracts/booking';
import type { PoolClient } from 'pg';
import { FARTHEST_SHIFT, nearestFree } from '@roomnight/resolutions/nearest-free';

/** Nights of one unit that nobody holds. */
export interface FreeNights extends Stay {
  readonly unitId: string;
}

/** Nights that were asked for, of one unit or of several. */
export interface AskedNights extends FreeNights {
  readonly alsoUnitIds?: readonly string[] | undefined;
}

/** Somebody who asks on the telephone wants to hear of a few. */
const MOST_UNITS = 5;

/**
 * What could be booked instead of nights that are taken: other dates in the same unit, then the same dates in other
 * units: those of the same property first, then of the same city. Who asks for several units hears of other dates on which
 * all of them are free, by the name of the first. Nothing is held by this: the next one to ask may be faster.
 */
export async function readAlternatives(tx: PoolClient, asked: AskedNights, now: Date): Promise<FreeNights[]> {
  const { unitId, checkIn, checkOut, alsoUnitIds = [] } = asked;
  const today = istNight(now);
  const { rows: taken } = await tx.query<Stay>({
    name: 'taken-around',
    text: TAKEN_AROUND,
    values: [
      [unitId, ...alsoUnitIds],
      addNights(checkIn, -FARTHEST_SHIFT),
      addNights(checkOut, FARTHEST_SHIFT),
    ],
  });
  const sellable = { checkIn: today, checkOut: addNights(today, LATEST_CHECK_OUT_DAYS) };
  const otherDates = nearestFree(asked, nightSet(taken), sellable).map((stay) => ({ unitId, ...stay }));
  if (alsoUnitIds.length > 0) return otherDates;
  const { rows: otherUnits } = await tx.query<{ unitId: string }>({
    name: 'free-units',
    text: FREE_UNITS,
    values: [unitId, checkIn, checkOut, MOST_UNITS],
  });
  return [...otherDates, ...otherUnits.map((unit) => ({ ...unit, checkIn, checkOut }))];
}

const TAKEN_AROUND = `
  SELECT lower(run) AS "checkIn", upper(run) AS "checkOut" FROM unnest($1::uuid[]) AS asked
    CROSS JOIN LATERAL unnest(availability.taken_nights(asked, $2::date)) AS run
  WHERE upper(run) > $2::date AND lower(run) < $3::date`;

/**
 * A part of the unit asked for is not as good as the whole, and is left out; what it is a part of is not free. Locks of a unit do not overlap, so the first one to end after
 * the first night is also the first to begin.
 */
const FREE_UNITS = `
  WITH taken AS (
    SELECT u.id, u.parent_unit_id FROM gateway.units u CROSS JOIN LATERAL (
      SELECT check_in FROM availability.availability_locks
      WHERE unit_id = u.id AND check_out > $2::date ORDER BY check_out LIMIT 1
    ) AS next WHERE next.check_in < $3::date
  )
  SELECT u.id AS "unitId"
  FROM gateway.units u JOIN gateway.properties p ON p.id = u.property_id
    JOIN gateway.units asked ON asked.id = $1 JOIN gateway.properties place ON place.id = asked.property_id
  WHERE u.id <> asked.id AND u.parent_unit_id IS DISTINCT FROM asked.id
    AND NOT EXISTS (SELECT FROM taken WHERE taken.id = u.id)
    AND NOT CASE WHEN u.is_pool THEN availability.taken_nights(u.id, $2::date) && daterange($2::date, $3::date)
      ELSE EXISTS (SELECT FROM taken WHERE taken.parent_unit_id = u.id) END
  ORDER BY p.id <> place.id, p.city <> place.city, p.name, u.name, u.id LIMIT $4`;
