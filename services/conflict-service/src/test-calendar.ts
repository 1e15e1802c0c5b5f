import type { Night } from '@roomnight/calendar/night';
import type { Pool } from 'pg';

/**
 * Looks at the whole calendar of an organization as SQL sees it, night by night, and gives what breaks an invariant:
 * one owner a night; every night of an active booking is held by one that wants it, and a mirror wants what its active
 * originals leave; each overlap of wanted nights that is not of two blocks, unless each may be a guest's, and each stay on
 * the preparation nights of another, is exactly one open conflict of its kind until its nights are over; a hold has no night that another booking
 * wants, and its locks expire with it; mirrors point one way, agree with what people said, and are of one unit.
 *
 * @param today the date in India; left out, no night is over
 * @returns the offending rows by rule; empty if all is well
 */
export async function brokenRules(
  admin: Pool,
  organizationId: string,
  today: Night = '0001-01-01',
): Promise<Record<string, object[]>> {
  const broken: Record<string, object[]> = {};
  for (const [rule, sql] of Object.entries(RULES)) {
    const values = sql.includes('$2') ? [organizationId, today] : [organizationId];
    const { rows } = await admin.query<Record<string, unknown>>(sql, values);
    if (rows.length > 0) broken[rule] = rows;
  }
  return broken;
}

const WANTED = `
  WITH RECURSIVE part AS (
    SELECT id AS unit, id FROM gateway.units WHERE organization_id = $1
    UNION ALL SELECT part.unit, u.id FROM part JOIN gateway.units u ON u.parent_unit_id = part.id
  ), fact AS (
    SELECT b.id AS booking, b.kind, b.cannot_tell, b.held_until, u.is_pool, part.id AS leaf, night::date
    FROM availability.bookings b JOIN gateway.units u ON u.id = b.unit_id
    JOIN part ON part.unit = u.id AND (NOT u.is_pool OR part.id = b.assigned_unit_id)
    CROSS JOIN generate_series(b.check_in, b.check_out - 1, interval '1 day') AS night
    WHERE b.status = 'active' AND NOT EXISTS (SELECT FROM gateway.units c WHERE c.parent_unit_id = part.id)
  ), wanted AS (
    SELECT * FROM fact f WHERE NOT EXISTS (SELECT FROM availability.mirrors m JOIN availability.bookings o ON o.id = m.original_id
      WHERE m.mirror_id = f.booking AND o.status = 'active' AND o.check_in <= f.night AND f.night < o.check_out)
  ), held AS (
    SELECT l.booking_id AS booking, l.unit_id AS leaf, night::date FROM availability.availability_locks l
    CROSS JOIN generate_series(l.check_in, l.check_out - 1, interval '1 day') AS night WHERE l.organization_id = $1
  ), overlap AS (
    SELECT CASE WHEN (a.kind = 'block' AND NOT a.cannot_tell) OR (b.kind = 'block' AND NOT b.cannot_tell)
        THEN 'block' WHEN a.is_pool OR b.is_pool THEN 'pool' ELSE 'overlap' END AS kind, a.booking AS first, b.booking AS second,
      min(a.night) AS check_in, max(a.night) + 1 AS check_out
    FROM wanted a JOIN wanted b ON a.leaf = b.leaf AND a.night = b.night AND a.booking < b.booking
    WHERE a.kind = 'stay' OR b.kind = 'stay' OR (a.cannot_tell AND b.cannot_tell) GROUP BY 1, 2, 3
  ), terms AS (
    SELECT l.id, coalesce((l.settings ->> 'preparationNightsBefore')::int, (p.settings ->> 'preparationNightsBefore')::int, 0) AS before,
      coalesce((l.settings ->> 'preparationNightsAfter')::int, (p.settings ->> 'preparationNightsAfter')::int, 0) AS after
    FROM gateway.listings l JOIN gateway.ota_platforms p ON p.id = l.platform_id
  ), prepared AS (
    SELECT b.id AS booking, w.leaf, b.check_in - n AS night
    FROM availability.bookings b JOIN wanted w ON w.booking = b.id AND w.night = b.check_in
      JOIN terms t ON t.id = b.listing_id CROSS JOIN generate_series(1, t.before) AS n WHERE b.kind = 'stay'
    UNION ALL
    SELECT b.id, w.leaf, b.check_out - 1 + n
    FROM availability.bookings b JOIN wanted w ON w.booking = b.id AND w.night = b.check_out - 1
      JOIN terms t ON t.id = b.listing_id CROSS JOIN generate_series(1, t.after) AS n WHERE b.kind = 'stay'
  ), wrong AS (
    SELECT * FROM overlap WHERE check_out > $2
    UNION ALL
    SELECT 'preparation', least(p.booking, w.booking), greatest(p.booking, w.booking), min(w.night), max(w.night) + 1
    FROM prepared p JOIN wanted w ON w.leaf = p.leaf AND w.night = p.night AND w.booking <> p.booking AND w.kind = 'stay'
    WHERE NOT EXISTS (SELECT FROM overlap o WHERE (o.first, o.second) = (least(p.booking, w.booking), greatest(p.booking, w.booking)))
      AND NOT EXISTS (SELECT FROM availability.mirrors m
        WHERE (m.mirror_id, m.original_id) IN ((p.booking, w.booking), (w.booking, p.booking)))
    GROUP BY 2, 3 HAVING max(w.night) >= $2
  ), conflict AS (
    SELECT kind, first_booking_id AS first, second_booking_id AS second, check_in, check_out
    FROM availability.calendar_conflicts WHERE organization_id = $1 AND status <> 'resolved' AND second_booking_id IS NOT NULL
      AND check_out > $2
  )`;

const RULES = {
  'nights with two holders': `${WANTED} SELECT leaf, night FROM held GROUP BY 1, 2 HAVING count(*) > 1`,
  'nights held for no one who wants them': `${WANTED} SELECT * FROM held EXCEPT SELECT booking, leaf, night FROM wanted`,
  'nights of active bookings nobody holds': `${WANTED} SELECT leaf, night FROM wanted EXCEPT SELECT leaf, night FROM held`,
  'what is wrong without its conflict': `${WANTED} SELECT * FROM wrong EXCEPT SELECT * FROM conflict`,
  'conflicts without a cause': `${WANTED} SELECT * FROM conflict EXCEPT SELECT * FROM wrong`,
  'conflicts with a listing that does not sell the nights': `
    SELECT c.* FROM availability.calendar_conflicts c JOIN availability.bookings b ON b.id = c.first_booking_id
    WHERE c.organization_id = $1 AND c.status <> 'resolved' AND c.kind = 'closed_listing' AND NOT (b.status = 'active'
      AND b.kind = 'stay' AND b.listing_id = c.listing_id AND (b.check_in, b.check_out) = (c.check_in, c.check_out))`,
  'stays of a pool without a room': `
    SELECT b.id FROM availability.bookings b JOIN gateway.units u ON u.id = b.unit_id AND u.is_pool
    WHERE b.organization_id = $1 AND b.status = 'active' AND b.assigned_unit_id IS NULL
      AND NOT EXISTS (SELECT FROM availability.mirrors WHERE mirror_id = b.id)`,
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
