import { Migration } from '@mikro-orm/migrations';

/** Settings in one place each, platforms that an organization makes itself, and listings by hand whose feed verifies. */
export class Settings extends Migration {
  override name = 'm0009-settings';

  override up(): void {
    this.addSql(`
      -- The wall holds for the tables' owner too, but for these statements.
      ALTER TABLE gateway.ota_platforms NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE gateway.listings NO FORCE ROW LEVEL SECURITY;
      UPDATE gateway.ota_platforms SET settings = settings || jsonb_build_object('intervalMinutes', sync_interval_minutes)
        WHERE sync_interval_minutes IS NOT NULL;
      UPDATE gateway.listings SET settings = settings || jsonb_build_object('intervalMinutes', sync_interval_minutes)
        WHERE sync_interval_minutes IS NOT NULL;
      ALTER TABLE gateway.ota_platforms FORCE ROW LEVEL SECURITY;
      ALTER TABLE gateway.listings FORCE ROW LEVEL SECURITY;
      ALTER TABLE gateway.ota_platforms DROP COLUMN sync_interval_minutes;
      ALTER TABLE gateway.listings DROP COLUMN sync_interval_minutes;
      COMMENT ON COLUMN gateway.ota_platforms.settings IS
        'What the organization says otherwise than the platform''s defaults, for all its listings there.';
      COMMENT ON COLUMN gateway.listings.settings IS
        'What the listing says otherwise than its organization, and the room as the platform calls it.';

      ALTER TABLE gateway.ota_platforms
        ADD COLUMN base text CHECK (base IN ('generic_ical', 'generic_manual')),
        ADD COLUMN definition jsonb,
        ADD CHECK ((base IS NULL) = (definition IS NULL));
      COMMENT ON COLUMN gateway.ota_platforms.base IS
        'Of a platform that the organization made itself: the generic plugin it is made of, told by its definition.';
      GRANT SELECT (base) ON gateway.ota_platforms TO roomnight_sweeper;

      ALTER TABLE gateway.listings DROP CONSTRAINT listings_mode_check;
      ALTER TABLE gateway.listings ADD CONSTRAINT listings_mode_check CHECK (mode IN ('ical', 'manual', 'manual_verified'));
      COMMENT ON COLUMN gateway.listings.mode IS
        'By feed, by hand, or by hand with its feed read only to verify what was done.';
    `);
  }
}
