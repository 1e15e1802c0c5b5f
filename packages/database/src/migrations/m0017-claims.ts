import { Migration } from '@mikro-orm/migrations';

/** Holds that end by themselves, several units in one request, and bookings over taken nights on purpose. */
export class Claims extends Migration {
  override name = 'm0017-claims';

  override up(): void {
    this.addSql(`
      ALTER TABLE availability.bookings ADD COLUMN held_until timestamptz,
        ADD CHECK (held_until IS NULL OR (source = 'direct' AND kind = 'stay'));
      COMMENT ON COLUMN availability.bookings.held_until IS
        'Set on a hold: until then it takes its nights while somebody decides or pays. Null once it is confirmed.';
      COMMENT ON COLUMN availability.availability_locks.expires_at IS 'When the hold that has these nights ends; null for a booking.';

      ALTER TABLE gateway.booking_requests ADD COLUMN hold_minutes int CHECK (hold_minutes BETWEEN 5 AND 1440),
        ADD COLUMN also_unit_ids uuid[] NOT NULL DEFAULT '{}', ADD COLUMN override_reason text;
      COMMENT ON COLUMN gateway.booking_requests.hold_minutes IS 'Set when the nights are only to be held, for so long.';
      COMMENT ON COLUMN gateway.booking_requests.also_unit_ids IS 'Further units for the same nights: all or none.';
      COMMENT ON COLUMN gateway.booking_requests.override_reason IS
        'Why the nights are to be booked even if they are taken, in the words of an owner or a manager.';

      CREATE TABLE gateway.hold_requests (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES auth.organizations,
        booking_id uuid NOT NULL,
        decision text NOT NULL CHECK (decision IN ('confirm', 'release')),
        guest_name text,
        guest_email text,
        guest_phone text,
        requested_by uuid NOT NULL,
        requested_at timestamptz NOT NULL
      );
      COMMENT ON TABLE gateway.hold_requests IS
        'Who wanted which hold confirmed or released, and what is new of the guest: only its id enters Temporal.';
      SELECT log.wall('gateway.hold_requests'::regclass);
      GRANT SELECT, INSERT ON gateway.hold_requests TO roomnight_gateway;
      GRANT SELECT ON gateway.hold_requests TO roomnight_conflict;
    `);
  }
}
