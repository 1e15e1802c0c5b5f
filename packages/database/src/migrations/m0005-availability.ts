import { Migration } from '@mikro-orm/migrations';

/** The calendar: facts, locks and conflicts. Written by conflict-service only, in one transaction a change. */
export class Availability extends Migration {
  override name = 'm0005-availability';

  override up(): void {
    this.addSql(`
      CREATE TABLE availability.unit_calendars (
        unit_id uuid PRIMARY KEY,
        organization_id uuid NOT NULL,
        version bigint NOT NULL,
        changed_at timestamptz NOT NULL,
        FOREIGN KEY (organization_id, unit_id) REFERENCES gateway.units (organization_id, id)
      );
      COMMENT ON TABLE availability.unit_calendars IS
        'The version of a unit''s calendar, moved by every change of its nights; a unit without a row is at version 0.';

      CREATE TABLE availability.bookings (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL,
        unit_id uuid NOT NULL,
        listing_id uuid,
        source text NOT NULL CHECK (source IN ('import', 'direct')),
        kind text NOT NULL CHECK (kind IN ('stay', 'block')),
        status text NOT NULL CHECK (status IN ('active', 'cancelled')),
        tentative boolean NOT NULL DEFAULT false,
        check_in date NOT NULL,
        check_out date NOT NULL,
        reason text NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        cancelled_at timestamptz,
        cancel_reason text,
        ical_uid text,
        last_change_set_id uuid,
        last_synced_at timestamptz,
        UNIQUE (organization_id, id),
        FOREIGN KEY (organization_id, unit_id) REFERENCES gateway.units (organization_id, id),
        FOREIGN KEY (organization_id, listing_id) REFERENCES gateway.listings (organization_id, id),
        CHECK (check_in < check_out),
        CHECK ((status = 'cancelled') = (cancelled_at IS NOT NULL)),
        CHECK (source = 'direct' OR listing_id IS NOT NULL)
      );
      COMMENT ON TABLE availability.bookings IS
        'Facts: somebody holds a stay, or the owner closed nights (kind block). Facts may overlap. '
        'ical_uid, last_change_set_id and last_synced_at say how an imported one came here.';
      CREATE INDEX active_bookings_of_unit ON availability.bookings (unit_id, check_out, check_in) WHERE status = 'active';
      CREATE INDEX long_bookings_of_unit ON availability.bookings (unit_id, check_out)
        WHERE status = 'active' AND check_out - check_in > 60;
      COMMENT ON INDEX availability.long_bookings_of_unit IS
        'The few that reach into nights long before their end: with these apart, what touches some nights is read without passing over all later bookings.';
      CREATE INDEX bookings_by_date ON availability.bookings (organization_id, status, check_in);
      CREATE INDEX bookings_of_listing ON availability.bookings (listing_id, status, check_out) WHERE listing_id IS NOT NULL;

      CREATE TABLE availability.guests (
        booking_id uuid PRIMARY KEY,
        organization_id uuid NOT NULL,
        name text,
        email text,
        phone text,
        phone_last4 text,
        reservation_code text,
        FOREIGN KEY (organization_id, booking_id) REFERENCES availability.bookings (organization_id, id)
      );
      COMMENT ON TABLE availability.guests IS 'The guest of a booking, apart from it so that it can be erased.';

      CREATE TABLE availability.availability_locks (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        organization_id uuid NOT NULL,
        unit_id uuid NOT NULL,
        booking_id uuid NOT NULL,
        check_in date NOT NULL,
        check_out date NOT NULL,
        nights daterange NOT NULL GENERATED ALWAYS AS (daterange(check_in, check_out, '[)')) STORED,
        expires_at timestamptz,
        created_at timestamptz NOT NULL,
        FOREIGN KEY (organization_id, unit_id) REFERENCES gateway.units (organization_id, id),
        FOREIGN KEY (organization_id, booking_id) REFERENCES availability.bookings (organization_id, id),
        CHECK (check_in < check_out),
        CONSTRAINT one_owner_a_night EXCLUDE USING gist (unit_id WITH =, nights WITH &&)
      );
      COMMENT ON TABLE availability.availability_locks IS
        'The exclusive right to nights of a leaf unit. expires_at is set on a hold.';
      CREATE INDEX locks_of_unit ON availability.availability_locks (unit_id, check_out);
      CREATE INDEX locks_of_booking ON availability.availability_locks (booking_id);

      CREATE FUNCTION availability.refuse_lock_on_parent() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF EXISTS (SELECT FROM gateway.units WHERE parent_unit_id = NEW.unit_id) THEN
            RAISE EXCEPTION 'unit % has parts: lock its leaves', NEW.unit_id USING ERRCODE = 'check_violation';
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER leaves_only BEFORE INSERT OR UPDATE OF unit_id ON availability.availability_locks
        FOR EACH ROW EXECUTE FUNCTION availability.refuse_lock_on_parent();

      CREATE TABLE availability.calendar_conflicts (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL,
        property_id uuid NOT NULL,
        unit_id uuid NOT NULL,
        first_booking_id uuid NOT NULL,
        second_booking_id uuid NOT NULL,
        check_in date NOT NULL,
        check_out date NOT NULL,
        severity text NOT NULL CHECK (severity IN ('low', 'medium', 'high')),
        severity_reason text NOT NULL,
        status text NOT NULL CHECK (status IN ('detected', 'resolving', 'resolved')),
        resolution text,
        detected_at timestamptz NOT NULL,
        resolved_at timestamptz,
        UNIQUE (organization_id, id),
        FOREIGN KEY (organization_id, property_id) REFERENCES gateway.properties (organization_id, id),
        FOREIGN KEY (organization_id, unit_id) REFERENCES gateway.units (organization_id, id),
        FOREIGN KEY (organization_id, first_booking_id) REFERENCES availability.bookings (organization_id, id),
        FOREIGN KEY (organization_id, second_booking_id) REFERENCES availability.bookings (organization_id, id),
        CHECK (first_booking_id < second_booking_id),
        CHECK (check_in < check_out),
        CHECK ((status = 'resolved') = (resolved_at IS NOT NULL)),
        CHECK ((status = 'resolved') = (resolution IS NOT NULL))
      );
      COMMENT ON TABLE availability.calendar_conflicts IS
        'Nights that two bookings want: one row for each overlapping pair, ordered by id; reopened, not duplicated, if the overlap returns.';
      CREATE UNIQUE INDEX one_conflict_per_pair ON availability.calendar_conflicts (first_booking_id, second_booking_id);
      CREATE INDEX conflicts_of_second ON availability.calendar_conflicts (second_booking_id);
      CREATE INDEX conflicts_by_status ON availability.calendar_conflicts (organization_id, status, check_in);
      CREATE INDEX open_conflicts_of_unit ON availability.calendar_conflicts (unit_id, check_out) WHERE status <> 'resolved';

      CREATE TABLE availability.applied_change_sets (
        change_set_id uuid PRIMARY KEY,
        organization_id uuid NOT NULL,
        applied_at timestamptz NOT NULL,
        result jsonb NOT NULL
      );
      COMMENT ON TABLE availability.applied_change_sets IS
        'Change sets whose transaction committed: the mark that makes applying one idempotent.';

      CREATE TABLE availability.idempotency_keys (
        organization_id uuid NOT NULL,
        key text NOT NULL,
        body_hash text NOT NULL,
        answer jsonb NOT NULL,
        answered_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, key)
      );
      COMMENT ON TABLE availability.idempotency_keys IS
        'The answer given to a request, written in the claim''s own transaction: a retry gets the same one for ever.';

      SELECT log.wall(('availability.' || t)::regclass) FROM unnest(ARRAY['unit_calendars', 'bookings', 'guests',
        'availability_locks', 'calendar_conflicts', 'applied_change_sets', 'idempotency_keys']) AS t;
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA availability TO roomnight_conflict;
      REVOKE DELETE ON availability.bookings, availability.calendar_conflicts, availability.applied_change_sets,
        availability.idempotency_keys FROM roomnight_conflict;
      GRANT SELECT ON ALL TABLES IN SCHEMA availability TO roomnight_gateway;
      GRANT SELECT ON availability.applied_change_sets, availability.bookings TO roomnight_sync;
      GRANT SELECT ON availability.bookings, availability.availability_locks, availability.unit_calendars TO roomnight_checklist;
    `);
  }
}
