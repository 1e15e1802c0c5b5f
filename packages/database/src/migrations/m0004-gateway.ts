import { Migration } from '@mikro-orm/migrations';

/** What people configure: platforms, properties, units, listings; booking requests; exports and who fetched them. */
export class Gateway extends Migration {
  override name = 'm0004-gateway';

  override up(): void {
    this.addSql(`
      CREATE TABLE gateway.ota_platforms (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        organization_id uuid NOT NULL REFERENCES auth.organizations,
        key text NOT NULL CHECK (key ~ '^[a-z][a-z0-9_]{1,40}$'),
        name text NOT NULL,
        type text NOT NULL CHECK (type IN ('ical', 'manual')),
        sync_interval_minutes int CHECK (sync_interval_minutes BETWEEN 5 AND 1440),
        is_active boolean NOT NULL DEFAULT true,
        settings jsonb NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL,
        UNIQUE (organization_id, key),
        UNIQUE (organization_id, id)
      );
      COMMENT ON TABLE gateway.ota_platforms IS 'An organization''s configuration of one kind of OTA; key names its plugin.';

      CREATE TABLE gateway.properties (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        organization_id uuid NOT NULL REFERENCES auth.organizations,
        name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
        city text NOT NULL CHECK (length(city) BETWEEN 1 AND 100),
        created_at timestamptz NOT NULL,
        UNIQUE (organization_id, id)
      );
      CREATE INDEX properties_by_name ON gateway.properties (organization_id, name, id);

      CREATE TABLE gateway.units (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        organization_id uuid NOT NULL,
        property_id uuid NOT NULL,
        parent_unit_id uuid,
        name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
        created_at timestamptz NOT NULL,
        UNIQUE (organization_id, id),
        UNIQUE (property_id, id),
        FOREIGN KEY (organization_id, property_id) REFERENCES gateway.properties (organization_id, id),
        FOREIGN KEY (property_id, parent_unit_id) REFERENCES gateway.units (property_id, id),
        CHECK (parent_unit_id <> id)
      );
      COMMENT ON COLUMN gateway.units.parent_unit_id IS 'A room''s villa. Locks exist on leaves only: taking the villa takes each room.';
      CREATE INDEX units_of_property ON gateway.units (organization_id, property_id, name, id);
      CREATE INDEX units_of_parent ON gateway.units (parent_unit_id) WHERE parent_unit_id IS NOT NULL;

      CREATE TABLE gateway.listings (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        organization_id uuid NOT NULL,
        unit_id uuid NOT NULL,
        platform_id uuid NOT NULL,
        mode text NOT NULL CHECK (mode IN ('ical', 'manual')),
        status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'paused', 'deleted')),
        import_url_encrypted bytea,
        import_url_hint text,
        sync_interval_minutes int CHECK (sync_interval_minutes BETWEEN 5 AND 1440),
        revision int NOT NULL DEFAULT 1,
        settings jsonb NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        UNIQUE (organization_id, id),
        FOREIGN KEY (organization_id, unit_id) REFERENCES gateway.units (organization_id, id),
        FOREIGN KEY (organization_id, platform_id) REFERENCES gateway.ota_platforms (organization_id, id),
        CHECK ((import_url_encrypted IS NULL) = (import_url_hint IS NULL))
      );
      COMMENT ON TABLE gateway.listings IS 'One unit on one platform.';
      COMMENT ON COLUMN gateway.listings.import_url_hint IS 'Host and last four characters of the import URL; the URL itself is a bearer secret.';
      COMMENT ON COLUMN gateway.listings.revision IS 'Counts changes that a running FeedSync must notice.';
      CREATE UNIQUE INDEX one_listing_per_unit_and_platform ON gateway.listings (unit_id, platform_id) WHERE status <> 'deleted';
      CREATE INDEX listings_of_unit ON gateway.listings (organization_id, unit_id);
      CREATE INDEX active_listings ON gateway.listings (mode, id) WHERE status = 'active';

      CREATE TABLE gateway.export_tokens (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        organization_id uuid NOT NULL,
        listing_id uuid NOT NULL,
        token_hash bytea NOT NULL UNIQUE,
        token_encrypted bytea NOT NULL,
        token_hint text NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz,
        FOREIGN KEY (organization_id, listing_id) REFERENCES gateway.listings (organization_id, id)
      );
      COMMENT ON TABLE gateway.export_tokens IS
        'The unguessable name of an export: hashed to find it, encrypted to show it again. expires_at ends a rotated or revoked one.';
      CREATE INDEX export_tokens_of_listing ON gateway.export_tokens (listing_id);

      CREATE TABLE gateway.exports (
        listing_id uuid PRIMARY KEY,
        organization_id uuid NOT NULL,
        calendar_version bigint NOT NULL,
        nights datemultirange NOT NULL,
        etag text NOT NULL,
        last_modified timestamptz NOT NULL,
        body bytea NOT NULL,
        body_gzip bytea NOT NULL,
        rendered_at timestamptz NOT NULL,
        FOREIGN KEY (organization_id, listing_id) REFERENCES gateway.listings (organization_id, id)
      );
      COMMENT ON TABLE gateway.exports IS 'The rendered export of a listing, made at the first fetch after its calendar changed.';

      CREATE TABLE gateway.export_versions (
        listing_id uuid NOT NULL,
        calendar_version bigint NOT NULL,
        organization_id uuid NOT NULL,
        etag text NOT NULL,
        nights datemultirange NOT NULL,
        rendered_at timestamptz NOT NULL,
        PRIMARY KEY (listing_id, calendar_version),
        FOREIGN KEY (organization_id, listing_id) REFERENCES gateway.listings (organization_id, id)
      );
      COMMENT ON TABLE gateway.export_versions IS
        'The nights each served version closed: what a platform may re-export to us as an echo, long after we let them go.';

      CREATE TABLE gateway.export_fetches (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        organization_id uuid NOT NULL,
        listing_id uuid NOT NULL,
        fetched_at timestamptz NOT NULL,
        calendar_version bigint NOT NULL,
        status int NOT NULL,
        agent_kind text NOT NULL,
        user_agent text,
        FOREIGN KEY (organization_id, listing_id) REFERENCES gateway.listings (organization_id, id)
      );
      CREATE INDEX fetches_of_listing ON gateway.export_fetches (listing_id, fetched_at DESC);

      CREATE TABLE gateway.booking_requests (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        organization_id uuid NOT NULL,
        idempotency_key text NOT NULL CHECK (idempotency_key ~ '^[A-Za-z0-9_-]{8,64}$'),
        body_hash text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('stay', 'block')),
        unit_id uuid NOT NULL,
        listing_id uuid,
        check_in date NOT NULL,
        check_out date NOT NULL,
        guest_name text,
        guest_email text,
        guest_phone text,
        reason text,
        requested_by uuid NOT NULL,
        requested_at timestamptz NOT NULL,
        UNIQUE (organization_id, idempotency_key),
        FOREIGN KEY (organization_id, unit_id) REFERENCES gateway.units (organization_id, id),
        FOREIGN KEY (organization_id, listing_id) REFERENCES gateway.listings (organization_id, id),
        CHECK (check_in < check_out)
      );
      COMMENT ON TABLE gateway.booking_requests IS
        'What a person asked for, guest data included: only its id enters Temporal.';

      CREATE TABLE gateway.cancellation_requests (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        organization_id uuid NOT NULL REFERENCES auth.organizations,
        booking_id uuid NOT NULL,
        reason text NOT NULL,
        requested_by uuid NOT NULL,
        requested_at timestamptz NOT NULL
      );
      COMMENT ON TABLE gateway.cancellation_requests IS
        'Who wanted which booking cancelled, and why in their own words, which may name a guest: only its id enters Temporal.';

      SELECT log.wall(('gateway.' || t)::regclass) FROM unnest(ARRAY['ota_platforms', 'properties', 'units', 'listings',
        'export_tokens', 'exports', 'export_versions', 'export_fetches', 'booking_requests', 'cancellation_requests']) AS t;
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA gateway TO roomnight_gateway;
      REVOKE UPDATE, DELETE ON gateway.export_fetches FROM roomnight_gateway;

      GRANT SELECT ON gateway.ota_platforms, gateway.properties, gateway.units
        TO roomnight_sync, roomnight_conflict, roomnight_checklist;
      GRANT SELECT ON gateway.listings TO roomnight_sync;
      GRANT SELECT (id, organization_id, unit_id, platform_id, mode, status, revision, settings)
        ON gateway.listings TO roomnight_conflict, roomnight_checklist;
      GRANT SELECT ON gateway.booking_requests, gateway.cancellation_requests TO roomnight_conflict;
      GRANT SELECT ON gateway.export_versions, gateway.export_fetches TO roomnight_sync;

      GRANT SELECT (token_hash, organization_id, listing_id, expires_at) ON gateway.export_tokens TO roomnight_export_lookup;
      CREATE POLICY export_lookup ON gateway.export_tokens FOR SELECT TO roomnight_export_lookup USING (true);
      GRANT SELECT (id, organization_id, unit_id, platform_id, mode, status, revision, import_url_hint)
        ON gateway.listings TO roomnight_sweeper;
      CREATE POLICY sweeper ON gateway.listings FOR SELECT TO roomnight_sweeper USING (true);
      GRANT SELECT (id, property_id) ON gateway.units TO roomnight_sweeper;
      CREATE POLICY sweeper ON gateway.units FOR SELECT TO roomnight_sweeper USING (true);
      GRANT SELECT (id, key) ON gateway.ota_platforms TO roomnight_sweeper;
      CREATE POLICY sweeper ON gateway.ota_platforms FOR SELECT TO roomnight_sweeper USING (true);
    `);
  }
}
