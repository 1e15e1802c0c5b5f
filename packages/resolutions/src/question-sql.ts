// What is read to find ways out of a conflict. Every role that may read calendars and what people configure can run these.

/** Codes shorter than this are numbers that people give, and tell nothing. */
const SHORTEST_CODE = 6;

/** The conflict `$1` while it is open: its nights, the span of both bookings, what tells that they are one, and what the organization wants. */
export const CONFLICT = `
  SELECT c.property_id AS "propertyId", c.check_in AS "checkIn", c.check_out AS "checkOut", a.id AS "firstId", b.id AS "secondId",
    least(a.check_in, b.check_in) AS earliest, greatest(a.check_out, b.check_out) AS latest,
    coalesce(length(ga.reservation_code) >= ${SHORTEST_CODE} AND lower(ga.reservation_code) = lower(gb.reservation_code), false)
      AS code,
    coalesce(btrim(ga.name) <> '' AND lower(btrim(ga.name)) = lower(btrim(gb.name)), false) AS guest,
    EXISTS (SELECT FROM availability.mirror_words w WHERE w.first_booking_id = a.id AND w.second_booking_id = b.id AND NOT w.same)
      AS "saidDifferent",
    CASE WHEN p.organization_id IS NOT NULL THEN json_build_object('winner', p.winner, 'directPriority', p.direct_priority,
      'neverMoveInHouse', p.never_move_in_house, 'automatic', p.automatic) END AS preferences
  FROM availability.calendar_conflicts c
    JOIN availability.bookings a ON a.id = c.first_booking_id JOIN availability.bookings b ON b.id = c.second_booking_id
    LEFT JOIN availability.guests ga ON ga.booking_id = a.id LEFT JOIN availability.guests gb ON gb.booking_id = b.id
    LEFT JOIN gateway.conflict_preferences p ON p.organization_id = c.organization_id
  WHERE c.id = $1 AND c.status <> 'resolved' AND a.status = 'active' AND b.status = 'active'`;

const UNIT = `SELECT u.id, u.name, u.parent_unit_id AS "parentUnitId", u.sleeps,
  -- A room type stays for sale until its last room goes, and its checklist says when.
  ARRAY(SELECT DISTINCT o.name FROM gateway.units around JOIN gateway.listings l ON l.unit_id = around.id
      JOIN gateway.ota_platforms o ON o.id = l.platform_id
    WHERE (around.id IN (u.id, u.parent_unit_id) OR around.parent_unit_id = u.id) AND l.status = 'active'
      AND l.mode IN ('manual', 'manual_verified') AND NOT u.is_pool AND NOT around.is_pool ORDER BY o.name) AS "byHand",
  json_build_object('id', p.id, 'name', p.name, 'city', p.city) AS property`;

/** The units of the property `$1`. */
export const UNITS = `
  ${UNIT} FROM gateway.units u JOIN gateway.properties p ON p.id = u.property_id WHERE p.id = $1`;

const BOOKING = `SELECT id, unit_id, kind, tentative, cannot_tell, created_at, listing_id, source, check_in, check_out, value_paise
  FROM availability.bookings WHERE status = 'active' AND unit_id = ANY($1::uuid[])`;

/**
 * The active bookings of the units `$1` on a night from `$2` on and before `$3`. Those that end long after have an index of
 * their own, as when a calendar is changed.
 */
export const BOOKINGS = `
  SELECT b.id, b.unit_id AS "unitId", b.kind, b.tentative, b.cannot_tell AS "cannotTell", b.created_at AS "createdAt",
    b.listing_id AS "listingId", b.source, b.check_in AS "checkIn", b.check_out AS "checkOut", b.value_paise AS value,
    ARRAY(SELECT original_id FROM availability.mirrors WHERE mirror_id = b.id) AS shows
  FROM (
    ${BOOKING} AND check_out > $2::date AND check_out <= $3::date + 60 AND check_in < $3::date
    UNION ALL
    ${BOOKING} AND check_out > $3::date + 60 AND check_out - check_in > 60 AND check_in < $3::date
  ) b`;

/** The listings `$1`, with what their settings come from. */
export const LISTINGS = `
  SELECT l.id, l.status, l.settings AS "listingSettings", p.key, p.name, p.base, p.definition, p.settings
  FROM gateway.listings l JOIN gateway.ota_platforms p ON p.id = l.platform_id WHERE l.id = ANY($1::uuid[])`;

/**
 * Some units of other properties that are free for a booking `[$2, $3)` of the unit `$1`: those of the same city first.
 * What is known to be too small, and a room in place of a whole house, would only be in the way of others.
 *
 * Locks of a unit do not overlap, so the first one to end after the first night is also the first to begin.
 */
export const ELSEWHERE = `
  WITH taken AS (
    SELECT u.id, u.parent_unit_id FROM gateway.units u CROSS JOIN LATERAL (
      SELECT check_in FROM availability.availability_locks WHERE unit_id = u.id AND check_out > $2::date ORDER BY check_out LIMIT 1
    ) AS next WHERE next.check_in < $3::date
  ), asked AS (
    SELECT u.id, u.property_id, u.sleeps, p.city, (SELECT count(*) FROM gateway.units WHERE parent_unit_id = u.id) AS parts
    FROM gateway.units u JOIN gateway.properties p ON p.id = u.property_id WHERE u.id = $1
  )
  ${UNIT}, ARRAY(SELECT part.id FROM gateway.units part WHERE part.parent_unit_id = u.id) AS parts
  FROM asked, gateway.units u JOIN gateway.properties p ON p.id = u.property_id
  WHERE u.property_id <> asked.property_id
    AND NOT EXISTS (SELECT FROM taken WHERE taken.id = u.id OR taken.parent_unit_id = u.id)
    AND CASE WHEN u.sleeps IS NOT NULL AND asked.sleeps IS NOT NULL THEN u.sleeps >= asked.sleeps
      ELSE (SELECT count(*) FROM gateway.units WHERE parent_unit_id = u.id) >= asked.parts END
  ORDER BY lower(p.city) <> lower(asked.city), u.sleeps IS NULL, u.sleeps, p.name, u.name, u.id LIMIT $4`;
