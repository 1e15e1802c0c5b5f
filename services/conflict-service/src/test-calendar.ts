import type { Pool } from 'pg';

/**
 * Looks at the whole calendar of an organization as SQL sees it, night by night, and gives what breaks an invariant:
 * one owner a night; every night of an active booking is held by one that wants it, and a mirror wants what its active
 * originals leave; each overlap of wanted nights that is not of two blocks, unless each may be a guest's, is exactly one
 * open conflict; a hold has no night that another booking wants, and its locks expire with it; mirrors point one way,
 * agree with what people said, and are of one unit.
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
  ), fact AS (
    SELECT b.id AS booking, b.kind, b.cannot_tell, b.held_until, part.id AS leaf, night::date
    FROM availability.bookings b JOIN part ON part.unit = b.unit_id
    CROSS JOIN generate_series(b.check_in, b.check_out - 1, interval '1 day') AS night
    WHERE b.status = 'active' AND NOT EXISTS (SELECT FROM gateway.units c WHERE c.parent_unit_id = part.id)
  ), wanted AS (
    SELECT * FROM fact f WHERE NOT EXISTS (SELECT FROM availability.mirrors m JOIN fact o ON o.booking = m.original_id
      WHERE m.mirror_id = f.booking AND o.leaf = f.leaf AND o.night = f.night)
  ), held AS (
    SELECT l.booking_id AS booking, l.unit_id AS leaf, night::date FROM availability.availability_locks l
    CROSS JOIN generate_series(l.check_in, l.check_out - 1, interval '1 day') AS night WHERE l.organization_id = $1
  ), overlap AS (
    SELECT a.booking AS first, b.booking AS second, min(a.night) AS check_in, max(a.night) + 1 AS check_out
    FROM wanted a JOIN wanted b ON a.leaf = b.leaf AND a.night = b.night AND a.booking < b.booking
    WHERE a.kind = 'stay' OR b.kind = 'stay' OR (a.cannot_tell AND b.cannot_tell) GROUP BY 1, 2
  ), conflict AS (
    SELECT first_booking_id AS first, second_booking_id AS second, check_in, check_out
    FROM availability.calendar_conflicts WHERE organization_id = $1 AND status <> 'resolved'
  )`;

const RULES = {
  'nights with two holders': `${WANTED} SELECT leaf, night FROM held GROUP BY 1, 2 HAVING count(*) > 1`,
  'nights held for no one who wants them': `${WANTED} SELECT * FROM held EXCEPT SELECT booking, leaf, night FROM wanted`,
  'nights of active bookings nobody holds': `${WANTED} SELECT leaf, night FROM fact EXCEPT SELECT leaf, night FROM held`,
  'overlaps without their conflict': `${WANTED} SELECT * FROM overlap EXCEPT SELECT * FROM conflict`,
  'conflicts without an overlap': `${WANTED} SELECT * FROM conflict EXCEPT SELECT * FROM overlap`,
  'holds with nights that others want': `${WANTED} SELECT h.* FROM held h JOIN wanted hold
      ON hold.booking = h.booking AND hold.leaf = h.leaf AND hold.night = h.night AND hold.held_until IS NOT NULL
    WHERE EXISTS (SELECT FROM wanted w WHERE w.leaf = h.leaf AND w.night = h.night AND w.held_until IS NULL)`,
  'holds that overlap': `${WANTED} SELECT a.booking, b.booking AS other FROM wanted a JOIN wanted b ON a.leaf = b.leaf
      AND a.night = b.night AND a.booking < b.booking WHERE a.held_until IS NOT NULL AND b.held_until IS NOT NULL`,
  'locks that do not expire with their booking': `
    SELECT l.* FROM availability.availability_locks l JOIN availability.bookings b ON b.id = l.booking_id
    WHERE l.organization_id = $1 AND l.expires_at IS DISTINCT FROM b.held_until`,
  'mirrors that come before their original': `
    SELECT m.* FROM availability.mirrors m JOIN availability.bookings c ON c.id = m.mirror_id
      JOIN availability.bookings o ON o.id = m.original_id
    WHERE m.organization_id = $1 AND c.status = 'active' AND o.status = 'active' AND c.check_in < o.check_out
      AND o.check_in < c.check_out AND (c.kind = 'block', c.created_at, c.id) < (o.kind = 'block', o.created_at, o.id)`,
  'mirrors of another unit': `
    SELECT m.* FROM availability.mirrors m JOIN availability.bookings c ON c.id = m.mirror_id
      JOIN availability.bookings o ON o.id = m.original_id WHERE m.organization_id = $1 AND c.unit_id <> o.unit_id`,
  'words that do not count': `
    SELECT w.* FROM availability.mirror_words w JOIN availability.bookings a ON a.id = w.first_booking_id
      JOIN availability.bookings b ON b.id = w.second_booking_id
    WHERE w.organization_id = $1 AND a.status = 'active' AND b.status = 'active' AND w.same <> EXISTS (
      SELECT FROM availability.mirrors m WHERE least(m.mirror_id, m.original_id) = a.id
        AND greatest(m.mirror_id, m.original_id) = b.id)`,
};
