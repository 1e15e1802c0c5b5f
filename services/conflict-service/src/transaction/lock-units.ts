import type { ClientBase } from 'pg';
import { unitLockKey } from '@roomnight/database/unit-lock';
import type { Scope } from '../rules/fact.ts';

/** Where a change finds the units it is about: a statement that gives their ids for the id, or ids, in `$1`. */
const UNITS_OF = {
  units: 'SELECT unnest($1::uuid[])',
  requests:
    'SELECT unnest(unit_id || also_unit_ids) FROM gateway.booking_requests WHERE id = ANY($1::uuid[])',
  listing: 'SELECT unit_id FROM gateway.listings WHERE id = $1',
  booking: 'SELECT unit_id FROM availability.bookings WHERE id = $1',
  recurringBlock: 'SELECT unit_id FROM gateway.recurring_block_requests WHERE id = $1',
  mirrorRequest: `
    SELECT b.unit_id FROM gateway.mirror_requests r JOIN availability.bookings b ON b.id IN (r.booking_id, r.other_booking_id)
    WHERE r.id = $1`,
  conflict: `
    SELECT b.unit_id FROM availability.calendar_conflicts c
      JOIN availability.bookings b ON b.id IN (c.first_booking_id, c.second_booking_id) WHERE c.id = $1`,
  // Of the conflict, of the way out that is chosen now or was before, and of where a step that is undone takes back to.
  conflictRequest: `
    WITH request AS (
      SELECT r.conflict_id, r.details, c.first_booking_id, c.second_booking_id FROM gateway.conflict_requests r
        JOIN availability.calendar_conflicts c ON c.id = r.conflict_id WHERE r.id = $1
    ), way AS (
      SELECT details AS found FROM request
      UNION ALL SELECT c.resolution FROM request JOIN availability.conflict_cases c USING (conflict_id)
      UNION ALL SELECT s.undo FROM request JOIN availability.conflict_steps s USING (conflict_id)
    )
    SELECT b.unit_id FROM request JOIN availability.bookings b ON b.id IN (first_booking_id, second_booking_id)
    UNION SELECT (jsonb_path_query(found, '$.**.unitId') #>> '{}')::uuid FROM way
    UNION SELECT b.unit_id FROM way, jsonb_path_query(found, '$.**.bookingId') AS named
      JOIN availability.bookings b ON b.id = (named #>> '{}')::uuid`,
  changeSet: `
    SELECT l.unit_id FROM sync.change_sets s JOIN gateway.listings l ON l.id = s.listing_id WHERE s.id = $1
    UNION
    SELECT b.unit_id FROM sync.change_sets s CROSS JOIN jsonb_array_elements(s.changes) AS c
      JOIN availability.bookings b ON b.id = (c ->> 'bookingId')::uuid WHERE s.id = $1`,
};

export type Subject = keyof typeof UNITS_OF;

/**
 * Takes the right to change the calendar of the units a subject is about, until the transaction ends: of each of
 * their leaves and of every unit these are part of. Waits for whoever has it.
 *
 * Must come before anything is written. A transaction gets its number with its first write, and events are read in
 * the order of those numbers: only a number taken under the lock puts the events of one unit in commit order.
 * The locks are taken in one order by all, so that no two transactions wait for each other.
 *
 * A room of a pool is taken with all of the pool: whoever has no room yet may get it.
 *
 * @returns an empty scope if the subject is not one of this organization's
 */
export async function lockUnits(
  tx: ClientBase,
  subject: Subject,
  id: string | readonly string[],
): Promise<Scope> {
  const { rows } = await tx.query<{
    unit_id: string;
    property_id: string;
    leaves: string[];
    height: number;
    is_pool: boolean;
  }>({
    name: `lock-units-of-${subject}`,
    text: lockUnitsSql(UNITS_OF[subject]),
    values: [id],
  });
  return new Map(
    rows.map((row) => [
      row.unit_id,
      {
        propertyId: row.property_id,
        leaves: row.leaves,
        height: row.height,
        ...(row.is_pool && { isPool: true }),
      },
    ]),
  );
}

/** Each unit is looked up by itself: asked for together, a plan for any number of them reads every unit there is. */
function lockUnitsSql(units: string): string {
  const unit = (condition: string) =>
    `LATERAL (SELECT id, parent_unit_id, property_id FROM gateway.units WHERE ${condition} OFFSET 0)`;
  return `
    WITH RECURSIVE asked (unit_id) AS (${units}), pool AS (
      SELECT pool.id FROM asked CROSS JOIN ${unit('id = asked.unit_id')} AS room
        CROSS JOIN ${unit('id = room.parent_unit_id AND is_pool')} AS pool
    ), part AS (
      SELECT u.* FROM (SELECT unit_id FROM asked UNION ALL SELECT id FROM pool) AS top
        CROSS JOIN ${unit('id = top.unit_id')} AS u
      UNION
      SELECT u.* FROM part CROSS JOIN ${unit('parent_unit_id = part.id')} AS u
    ), chain AS (
      SELECT id AS leaf, 0 AS height, id, parent_unit_id, property_id FROM part
        WHERE NOT EXISTS (SELECT FROM gateway.units child WHERE child.parent_unit_id = part.id OFFSET 0)
      UNION ALL
      SELECT chain.leaf, chain.height + 1, u.* FROM chain CROSS JOIN ${unit('id = chain.parent_unit_id')} AS u
    )
    SELECT unit_id, property_id, leaves, height, (SELECT is_pool FROM gateway.units WHERE id = unit_id) AS is_pool,
      pg_advisory_xact_lock(key) FROM (
      SELECT id AS unit_id, property_id, array_agg(leaf) AS leaves, max(height) AS height,
        ${unitLockKey('id')} AS key
      FROM chain GROUP BY id, property_id ORDER BY key
    ) AS scope`;
}

/** The leaves of a scope. */
export function leavesIn(scope: Scope): string[] {
  return [...scope].filter(([, unit]) => unit.height === 0).map(([id]) => id);
}
