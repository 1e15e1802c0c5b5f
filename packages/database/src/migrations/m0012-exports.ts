import { Migration } from '@mikro-orm/migrations';

/** Exports that follow their settings, and what each destination knows of them. */
export class Exports extends Migration {
  override name = 'm0012-exports';

  override up(): void {
    this.addSql(`
      ALTER TABLE gateway.listings ADD COLUMN export_revision int NOT NULL DEFAULT 0;
      COMMENT ON COLUMN gateway.listings.export_revision IS
        'Counts changes of what is exported that are none of the calendar. The version of an export is this and the version of its unit''s calendar together.';

      CREATE FUNCTION gateway.export_settings(settings jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
        AS $$ SELECT jsonb_build_array(settings -> 'exportContents', settings -> 'preparationNightsBefore',
          settings -> 'preparationNightsAfter', settings -> 'horizonDays') $$;
      COMMENT ON FUNCTION gateway.export_settings IS 'What of some settings decides which nights an export closes.';

      CREATE FUNCTION gateway.revise_export() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          NEW.export_revision := OLD.export_revision + 1;
          RETURN NEW;
        END $$;
      CREATE TRIGGER export_settings_changed BEFORE UPDATE OF settings ON gateway.listings FOR EACH ROW
        WHEN (gateway.export_settings(OLD.settings) IS DISTINCT FROM gateway.export_settings(NEW.settings))
        EXECUTE FUNCTION gateway.revise_export();

      CREATE FUNCTION gateway.revise_exports_of_platform() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          UPDATE gateway.listings SET export_revision = export_revision + 1
          WHERE organization_id = NEW.organization_id AND platform_id = NEW.id AND status <> 'deleted';
          RETURN NULL;
        END $$;
      CREATE TRIGGER export_settings_changed AFTER UPDATE OF settings, definition ON gateway.ota_platforms FOR EACH ROW
        WHEN (gateway.export_settings(OLD.settings) IS DISTINCT FROM gateway.export_settings(NEW.settings)
          OR OLD.definition IS DISTINCT FROM NEW.definition)
        EXECUTE FUNCTION gateway.revise_exports_of_platform();
    `);

    this.addSql(`
      ALTER TABLE gateway.exports ADD COLUMN current_until timestamptz;
      COMMENT ON COLUMN gateway.exports.current_until IS
        'When a stay that is too far ahead comes within the horizon, and this body no longer tells all; null while there is none.';

      ALTER TABLE gateway.export_fetches ADD COLUMN token_id uuid;
      COMMENT ON TABLE gateway.export_fetches IS
        'Who fetched which version of an export, by which address. Kept for two weeks, and the last one before today for longer: echoes are told by it.';
      GRANT DELETE ON gateway.export_fetches TO roomnight_gateway;

      CREATE TABLE gateway.export_destinations (
        listing_id uuid PRIMARY KEY,
        organization_id uuid NOT NULL,
        known_by_name boolean NOT NULL,
        fetched_at timestamptz NOT NULL,
        calendar_version bigint NOT NULL,
        token_id uuid,
        visits timestamptz[] NOT NULL,
        interval_minutes int NOT NULL CHECK (interval_minutes > 0),
        interval_observed boolean NOT NULL,
        FOREIGN KEY (organization_id, listing_id) REFERENCES gateway.listings (organization_id, id)
      );
      COMMENT ON TABLE gateway.export_destinations IS
        'What a listing''s platform knows of our calendar: when it last fetched the export, which version and by which address. No row: it never did.';
      COMMENT ON COLUMN gateway.export_destinations.known_by_name IS
        'Whether the platform''s own importer was seen: from then on nothing else counts as the platform.';
      COMMENT ON COLUMN gateway.export_destinations.visits IS 'The last few, newest first; what comes within a minute is one visit.';
      COMMENT ON COLUMN gateway.export_destinations.interval_minutes IS
        'Between two visits: the median of the last ones if observed, else what is known of the platform.';

      SELECT log.wall('gateway.export_destinations');
      GRANT SELECT, INSERT, UPDATE, DELETE ON gateway.export_destinations TO roomnight_gateway;
      GRANT SELECT ON gateway.export_destinations TO roomnight_checklist;
      GRANT SELECT (listing_id, expires_at) ON gateway.export_tokens TO roomnight_checklist;

      GRANT USAGE ON SCHEMA gateway, log TO roomnight_watchdog;
      GRANT SELECT (listing_id, organization_id, fetched_at, interval_minutes)
        ON gateway.export_destinations TO roomnight_watchdog;
      CREATE POLICY watchdog ON gateway.export_destinations FOR SELECT TO roomnight_watchdog USING (true);
      GRANT SELECT (listing_id, expires_at) ON gateway.export_tokens TO roomnight_watchdog;
      CREATE POLICY watchdog ON gateway.export_tokens FOR SELECT TO roomnight_watchdog USING (true);
    `);

    this.addSql(`
      DROP FUNCTION gateway.find_export;
      CREATE FUNCTION gateway.find_export(organization uuid, hash bytea, at timestamptz)
        RETURNS TABLE (listing_id uuid, unit_id uuid, token_id uuid, current_version bigint, stored_version bigint,
          outlived boolean, etag text, last_modified timestamptz)
        LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM set_config('roomnight.organization_id', organization::text, true);
          RETURN QUERY
            SELECT l.id, l.unit_id, t.id,
              l.export_revision + coalesce((SELECT sum(c.version) FROM availability.unit_calendars c WHERE c.unit_id = l.unit_id
                OR c.unit_id IN (SELECT part.id FROM gateway.units part WHERE part.parent_unit_id = l.unit_id)), 0)::bigint,
              e.calendar_version, coalesce(e.current_until <= at, false), e.etag, e.last_modified
            FROM gateway.export_tokens t
            JOIN gateway.listings l ON l.id = t.listing_id AND l.status <> 'deleted'
            LEFT JOIN gateway.exports e ON e.listing_id = l.id
            WHERE t.token_hash = hash AND (t.expires_at IS NULL OR t.expires_at > at);
        END $$;
      COMMENT ON FUNCTION gateway.find_export IS
        'The export behind a token, inside its organization''s wall, with all that a 304 needs: one message and one '
        'cached plan, where a transaction of its own would take three. Runs as its caller; the setting ends with the statement.';
      REVOKE ALL ON FUNCTION gateway.find_export FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION gateway.find_export TO roomnight_gateway;
    `);

    // Who fetched before destinations were kept. The wall holds for the tables' owner too, but for these statements.
    this.addSql(`
      ALTER TABLE gateway.export_fetches NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE gateway.export_destinations NO FORCE ROW LEVEL SECURITY;
      UPDATE gateway.export_fetches SET agent_kind = CASE agent_kind WHEN 'booking' THEN 'booking_com' ELSE 'other' END
        WHERE agent_kind IN ('booking', 'google');
      INSERT INTO gateway.export_destinations (listing_id, organization_id, known_by_name, fetched_at, calendar_version,
          visits, interval_minutes, interval_observed)
        SELECT DISTINCT ON (listing_id) listing_id, organization_id, false, fetched_at, calendar_version,
          ARRAY[fetched_at], 240, false
        FROM gateway.export_fetches WHERE agent_kind <> 'browser' ORDER BY listing_id, fetched_at DESC;
      ALTER TABLE gateway.export_fetches FORCE ROW LEVEL SECURITY;
      ALTER TABLE gateway.export_destinations FORCE ROW LEVEL SECURITY;
    `);
  }
}
