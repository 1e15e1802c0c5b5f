import type { Pool } from 'pg';

/**
 * Looks at the whole calendar of an organization as SQL sees it, night by night, and gives what breaks an invariant:
 * one owner a night; every night an active booking wants is held by one that wants it; each overlap of which one
 * part at least is a stay is exactly one open conflict.
 *
 * @returns the offending rows by rule; empty if all is well
 */
export async function brokenRules(admin: Pool, organizationId: string): Promise<Record<string, object[]>> {
  const broken: Record<string, object[]> = {};
  for (const [rule, sql] of Object.entries(RULES)) {
    const { rows } = await admin.query<Record<string, unknown>>(sql, [organizationId]);
    if (rows.length > 0) broken[rule] = rows;
  }
  return broken;
}

const WANTED = `
  WITH RECURSIVE part AS (
    SELECT id AS unit, id FROM gateway.units WHERE organization_id = $1
    UNION ALL SELECT part.unit, u.id FROM part JOIN gateway.units u ON u.parent_unit_id = part.id
  ), wanted AS (
    SELECT b.id AS booking, b.kind, part.id AS leaf, night::date
    FROM availability.bookings b JOIN part ON part.unit = b.unit_id
    CROSS JOIN generate_series(b.check_in, b.check_out - 1, interval '1 day') AS night
    WHERE b.status = 'active' AND NOT EXISTS (SELECT FROM gateway.units c WHERE c.parent_unit_id = part.id)
  ), held AS (
    SELECT l.booking_id AS booking, l.unit_id AS leaf, night::date FROM availability.availability_locks l
    CROSS JOIN generate_series(l.check_in, l.check_out - 1, interval '1 day') AS night WHERE l.organization_id = $1
  ), overlap AS (
    SELECT a.booking AS first, b.booking AS second, min(a.night) AS check_in, max(a.night) + 1 AS check_out
    FROM wanted a JOIN wanted b ON a.leaf = b.leaf AND a.night = b.night AND a.booking < b.booking
    WHERE a.kind = 'stay' OR b.kind = 'stay' GROUP BY 1, 2
  ), conflict AS (
    SELECT first_booking_id AS first, second_booking_id AS second, check_in, check_out
    FROM availability.calendar_conflicts WHERE organization_id = $1 AND status <> 'resolved'
  )`;

const RULES = {
  'nights with two holders': `${WANTED} SELECT leaf, night FROM held GROUP BY 1, 2 HAVING count(*) > 1`,
  'nights held for no one who wants them': `${WANTED} SELECT * FROM held EXCEPT SELECT booking, leaf, night FROM wanted`,
  'wanted nights nobody holds': `${WANTED} SELECT leaf, night FROM wanted EXCEPT SELECT leaf, night FROM held`,
  'overlaps without their conflict': `${WANTED} SELECT * FROM overlap EXCEPT SELECT * FROM conflict`,
  'conflicts without an overlap': `${WANTED} SELECT * FROM conflict EXCEPT SELECT * FROM overlap`,
};
