import { Migration } from '@mikro-orm/migrations';

/** The same stay reported by two feeds: which booking shows which one again, and what people said of it. */
export class Mirrors extends Migration {
  override name = 'm0011-mirrors';

  override up(): void {
    this.addSql(`
      ALTER TABLE availability.bookings ADD COLUMN cannot_tell boolean NOT NULL DEFAULT false,
        ADD COLUMN nights_since timestamptz;
      COMMENT ON COLUMN availability.bookings.cannot_tell IS
        'A block of a feed that cannot tell stays from closed nights: perhaps a guest holds them.';
      COMMENT ON COLUMN availability.bookings.nights_since IS
        'When its nights came to be known as they are; null if the first reading of its feed had them, or long ago.';

      CREATE TABLE availability.mirrors (
        mirror_id uuid NOT NULL,
        original_id uuid NOT NULL,
        organization_id uuid NOT NULL,
        sign text NOT NULL CHECK (sign IN ('uid', 'nights', 'person')),
        recognised_at timestamptz NOT NULL,
        PRIMARY KEY (mirror_id, original_id),
        FOREIGN KEY (organization_id, mirror_id) REFERENCES availability.bookings (organization_id, id),
        FOREIGN KEY (organization_id, original_id) REFERENCES availability.bookings (organization_id, id),
        CHECK (mirror_id <> original_id)
      );
      COMMENT ON TABLE availability.mirrors IS
        'Bookings that only show another one again, because their platform imported it. A mirror leaves to its originals '
        'the nights they hold while they are active; a merged block has several. sign: how it is known.';
      CREATE UNIQUE INDEX one_row_a_pair ON availability.mirrors (least(mirror_id, original_id), greatest(mirror_id, original_id));
      CREATE INDEX mirrors_of_original ON availability.mirrors (original_id);

      CREATE TABLE availability.mirror_words (
        first_booking_id uuid NOT NULL,
        second_booking_id uuid NOT NULL,
        organization_id uuid NOT NULL,
        same boolean NOT NULL,
        reason text,
        said_by uuid NOT NULL,
        said_at timestamptz NOT NULL,
        request_id uuid NOT NULL,
        PRIMARY KEY (first_booking_id, second_booking_id),
        FOREIGN KEY (organization_id, first_booking_id) REFERENCES availability.bookings (organization_id, id),
        FOREIGN KEY (organization_id, second_booking_id) REFERENCES availability.bookings (organization_id, id),
        CHECK (first_booking_id < second_booking_id)
      );
      COMMENT ON TABLE availability.mirror_words IS
        'The last word of a person on whether two bookings are the same. No recognition overrules it.';
      CREATE INDEX words_of_second ON availability.mirror_words (second_booking_id);

      CREATE TABLE gateway.mirror_requests (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES auth.organizations,
        booking_id uuid NOT NULL,
        other_booking_id uuid NOT NULL,
        same boolean NOT NULL,
        reason text,
        requested_by uuid NOT NULL,
        requested_at timestamptz NOT NULL,
        CHECK (booking_id <> other_booking_id)
      );
      COMMENT ON TABLE gateway.mirror_requests IS
        'Who said that two bookings are, or are not, the same, and why in their own words: only its id enters Temporal.';

      SELECT log.wall(t::regclass) FROM unnest(ARRAY['availability.mirrors', 'availability.mirror_words',
        'gateway.mirror_requests']) AS t;
      GRANT SELECT, INSERT, UPDATE, DELETE ON availability.mirrors TO roomnight_conflict;
      GRANT SELECT, INSERT, UPDATE ON availability.mirror_words TO roomnight_conflict;
      GRANT SELECT ON availability.mirrors, availability.mirror_words TO roomnight_gateway;
      GRANT SELECT, INSERT ON gateway.mirror_requests TO roomnight_gateway;
      GRANT SELECT ON gateway.mirror_requests TO roomnight_conflict;
    `);
  }
}
