import { Migration } from '@mikro-orm/migrations';

/** Nights the owner closes again and again by a rule: what was asked for, what it is, and its occurrences. */
export class RecurringBlocks extends Migration {
  override name = 'm0018-recurring-blocks';

  override up(): void {
    this.addSql(`
      CREATE TABLE gateway.recurring_block_requests (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL,
        idempotency_key text NOT NULL CHECK (idempotency_key ~ '^[A-Za-z0-9_-]{8,64}$'),
        body_hash text NOT NULL,
        unit_id uuid NOT NULL,
        first_night date NOT NULL,
        nights int NOT NULL CHECK (nights BETWEEN 1 AND 365),
        rrule text NOT NULL CHECK (length(rrule) BETWEEN 1 AND 200),
        skip_taken boolean NOT NULL,
        reason text NOT NULL,
        requested_by uuid NOT NULL,
        requested_at timestamptz NOT NULL,
        UNIQUE (organization_id, idempotency_key),
        FOREIGN KEY (organization_id, unit_id) REFERENCES gateway.units (organization_id, id)
      );
      COMMENT ON TABLE gateway.recurring_block_requests IS
        'Who wanted which nights closed again and again, and why in their own words: only its id enters Temporal.';

      CREATE TABLE gateway.recurring_block_end_requests (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES auth.organizations,
        recurring_block_id uuid NOT NULL,
        from_night date NOT NULL,
        reason text NOT NULL,
        requested_by uuid NOT NULL,
        requested_at timestamptz NOT NULL
      );
      COMMENT ON TABLE gateway.recurring_block_end_requests IS
        'Who wanted which recurring block to end from which night on, and why: only its id enters Temporal.';

      CREATE TABLE availability.recurring_blocks (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL,
        unit_id uuid NOT NULL,
        first_night date NOT NULL,
        nights int NOT NULL CHECK (nights BETWEEN 1 AND 365),
        rrule text NOT NULL,
        skip_taken boolean NOT NULL,
        reason text NOT NULL,
        expanded_until date NOT NULL,
        ended_from date,
        created_at timestamptz NOT NULL,
        UNIQUE (organization_id, id),
        FOREIGN KEY (organization_id, unit_id) REFERENCES gateway.units (organization_id, id)
      );
      COMMENT ON TABLE availability.recurring_blocks IS
        'Nights the owner closes again and again by a rule of RFC 5545, from first_night on, each time as many. '
        'A request becomes the recurring block of the same id.';
      COMMENT ON COLUMN availability.recurring_blocks.expanded_until IS
        'Occurrences that are over by this day are written; it moves as time passes.';
      COMMENT ON COLUMN availability.recurring_blocks.ended_from IS
        'No occurrence begins on this night or later; null while it goes on.';
      COMMENT ON COLUMN availability.recurring_blocks.skip_taken IS
        'An occurrence on taken nights is left out until they are free; else it is a block all the same, in conflict.';
      CREATE INDEX recurring_blocks_of_unit ON availability.recurring_blocks (unit_id, created_at);

      CREATE TABLE availability.recurring_block_occurrences (
        recurring_block_id uuid NOT NULL,
        check_in date NOT NULL,
        check_out date NOT NULL,
        organization_id uuid NOT NULL,
        booking_id uuid,
        PRIMARY KEY (recurring_block_id, check_in),
        FOREIGN KEY (organization_id, recurring_block_id) REFERENCES availability.recurring_blocks (organization_id, id),
        FOREIGN KEY (organization_id, booking_id) REFERENCES availability.bookings (organization_id, id),
        CHECK (check_in < check_out)
      );
      COMMENT ON TABLE availability.recurring_block_occurrences IS
        'Each time a recurring block closes nights, with the block it is; without one while taken nights leave it out. '
        'One that has its block never gets another, so an occurrence that somebody opened stays open.';
      CREATE UNIQUE INDEX occurrence_of_booking ON availability.recurring_block_occurrences (booking_id);

      SELECT log.wall(t::regclass) FROM unnest(ARRAY['gateway.recurring_block_requests',
        'gateway.recurring_block_end_requests', 'availability.recurring_blocks',
        'availability.recurring_block_occurrences']) AS t;
      GRANT SELECT, INSERT, UPDATE ON gateway.recurring_block_requests TO roomnight_gateway;
      GRANT SELECT, INSERT ON gateway.recurring_block_end_requests TO roomnight_gateway;
      GRANT SELECT ON gateway.recurring_block_requests, gateway.recurring_block_end_requests TO roomnight_conflict;
      GRANT SELECT, INSERT, UPDATE ON availability.recurring_blocks TO roomnight_conflict;
      GRANT SELECT, INSERT, UPDATE, DELETE ON availability.recurring_block_occurrences TO roomnight_conflict;
      GRANT SELECT ON availability.recurring_blocks, availability.recurring_block_occurrences TO roomnight_gateway;
    `);
  }
}
