import { Migration } from '@mikro-orm/migrations';

/** What ways out of a conflict are ranked by: an organization's wishes, how many a unit sleeps, what a booking is worth. */
export class ConflictPreferences extends Migration {
  override name = 'm0022-conflict-preferences';

  override up(): void {
    this.addSql(`
      CREATE TABLE gateway.conflict_preferences (
        organization_id uuid PRIMARY KEY REFERENCES auth.organizations,
        winner text NOT NULL CHECK (winner IN ('first_booked', 'platform_order', 'highest_value')),
        direct_priority int NOT NULL CHECK (direct_priority BETWEEN 0 AND 100),
        never_move_in_house boolean NOT NULL,
        automatic text[] NOT NULL CHECK (automatic <@ ARRAY['same_booking', 'release_block', 'move_in_property']),
        updated_at timestamptz NOT NULL,
        updated_by uuid NOT NULL
      );
      COMMENT ON TABLE gateway.conflict_preferences IS
        'What an organization wants of those who resolve its conflicts; where there is no row, what is usual holds.';
      COMMENT ON COLUMN gateway.conflict_preferences.direct_priority IS
        'Where direct bookings stand among the priorities in conflicts, which platforms and listings have as a setting.';
      COMMENT ON COLUMN gateway.conflict_preferences.automatic IS 'Kinds of resolution that need nobody''s word.';
      SELECT log.wall('gateway.conflict_preferences');
      GRANT SELECT, INSERT, UPDATE ON gateway.conflict_preferences TO roomnight_gateway;
      GRANT SELECT ON gateway.conflict_preferences TO roomnight_conflict;

      ALTER TABLE gateway.units ADD COLUMN sleeps int CHECK (sleeps BETWEEN 1 AND 99);
      COMMENT ON COLUMN gateway.units.sleeps IS 'How many guests; null where nobody said.';

      ALTER TABLE gateway.booking_requests ADD COLUMN value_paise int CHECK (value_paise BETWEEN 0 AND 2000000000);
      COMMENT ON COLUMN gateway.booking_requests.value_paise IS
        'What the guest pays, in paise; null where nobody said. The booking has the same id.';
    `);
  }
}
