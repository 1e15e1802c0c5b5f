import { Migration } from '@mikro-orm/migrations';

/** Room types of equal rooms: a booking takes one of them, whichever. */
export class Pools extends Migration {
  override name = 'm0021-pools';

  override up(): void {
    this.addSql(`
      ALTER TABLE gateway.units ADD COLUMN is_pool boolean NOT NULL DEFAULT false,
        ADD CONSTRAINT a_pool_is_no_part CHECK (NOT (is_pool AND parent_unit_id IS NOT NULL));
      COMMENT ON COLUMN gateway.units.is_pool IS
        'A room type: its parts are equal rooms, and taking it takes one of them. Taking another unit takes each of its parts.';

      ALTER TABLE availability.bookings ADD COLUMN assigned_unit_id uuid,
        ADD FOREIGN KEY (organization_id, assigned_unit_id) REFERENCES gateway.units (organization_id, id);
      COMMENT ON COLUMN availability.bookings.assigned_unit_id IS
        'Of a booking of a pool: the room it has for its whole stay. It may change until the guest arrives.';
      CREATE INDEX bookings_of_room ON availability.bookings (assigned_unit_id, check_out) WHERE assigned_unit_id IS NOT NULL;

      ALTER TABLE availability.calendar_conflicts DROP CONSTRAINT calendar_conflicts_kind_check,
        ADD CONSTRAINT calendar_conflicts_kind_check
          CHECK (kind IN ('overlap', 'block', 'pool', 'preparation', 'closed_listing', 'potential'));

      CREATE FUNCTION availability.taken_nights(unit uuid, since date) RETURNS datemultirange LANGUAGE sql STABLE AS $$
        WITH leaf AS (
          SELECT id FROM gateway.units WHERE parent_unit_id = unit
          UNION ALL SELECT unit WHERE NOT EXISTS (SELECT FROM gateway.units WHERE parent_unit_id = unit)
        ), held AS (
          SELECT leaf.id, coalesce((SELECT range_agg(l.nights) FROM availability.availability_locks l
            WHERE l.unit_id = leaf.id AND l.check_out > since), '{}') AS nights FROM leaf
        )
        SELECT CASE WHEN u.is_pool THEN (SELECT coalesce(range_intersect_agg(nights), '{}') FROM held)
          ELSE (SELECT coalesce(range_agg(taken), '{}') FROM held, unnest(held.nights) AS taken) END
        FROM gateway.units u WHERE u.id = unit $$;
      COMMENT ON FUNCTION availability.taken_nights IS
        'The nights on which a unit cannot be sold, of locks that end after a night: those held in any part of it, or of a pool in every room. Runs as its caller.';
      REVOKE ALL ON FUNCTION availability.taken_nights FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION availability.taken_nights
        TO roomnight_conflict, roomnight_gateway, roomnight_sync, roomnight_checklist;
    `);
  }
}
