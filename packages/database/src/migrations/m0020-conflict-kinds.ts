import { Migration } from '@mikro-orm/migrations';

/** Conflicts of several kinds: not only of two bookings that want the same nights. */
export class ConflictKinds extends Migration {
  override name = 'm0020-conflict-kinds';

  override up(): void {
    this.addSql(`
      ALTER TABLE availability.calendar_conflicts
        ADD COLUMN kind text NOT NULL DEFAULT 'overlap'
          CHECK (kind IN ('overlap', 'block', 'preparation', 'closed_listing', 'potential')),
        ADD COLUMN listing_id uuid,
        ALTER COLUMN second_booking_id DROP NOT NULL,
        ADD FOREIGN KEY (organization_id, listing_id) REFERENCES gateway.listings (organization_id, id),
        ADD CONSTRAINT two_bookings_or_a_listing CHECK (CASE WHEN kind IN ('closed_listing', 'potential')
          THEN second_booking_id IS NULL AND listing_id IS NOT NULL
          ELSE second_booking_id IS NOT NULL AND listing_id IS NULL END);
      COMMENT ON TABLE availability.calendar_conflicts IS
        'What is wrong about some nights: one row for a kind and two bookings, or a kind, a booking and a listing; reopened, not duplicated, if it returns.';
      COMMENT ON COLUMN availability.calendar_conflicts.kind IS
        'overlap: two that may each be a guest''s want a night. block: a stay on closed nights. preparation: a stay on nights '
        'another one needs for its preparation. closed_listing: a stay sold on a listing that is closed. potential: a '
        'platform can still sell nights that are taken, past the time by which it should know.';
      COMMENT ON COLUMN availability.calendar_conflicts.listing_id IS
        'The closed listing, or the one whose platform can still sell the nights; null for a conflict of two bookings.';

      DROP INDEX availability.one_conflict_per_pair;
      CREATE UNIQUE INDEX one_conflict_per_finding ON availability.calendar_conflicts
        (first_booking_id, second_booking_id, kind, listing_id) NULLS NOT DISTINCT;
      CREATE INDEX conflicts_of_listing ON availability.calendar_conflicts (listing_id) WHERE listing_id IS NOT NULL;
      GRANT SELECT (kind) ON availability.calendar_conflicts TO roomnight_sync;

      ALTER TABLE availability.calendar_conflicts NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE availability.bookings NO FORCE ROW LEVEL SECURITY;
      UPDATE availability.calendar_conflicts SET kind = 'block' FROM availability.bookings b
        WHERE b.id IN (first_booking_id, second_booking_id) AND b.kind = 'block' AND NOT b.cannot_tell;
      ALTER TABLE availability.calendar_conflicts FORCE ROW LEVEL SECURITY;
      ALTER TABLE availability.bookings FORCE ROW LEVEL SECURITY;
    `);

    this.addSql(`
      CREATE TABLE availability.listing_reviews (
        listing_id uuid PRIMARY KEY,
        organization_id uuid NOT NULL,
        revision int NOT NULL,
        reviewed_at timestamptz NOT NULL,
        FOREIGN KEY (organization_id, listing_id) REFERENCES gateway.listings (organization_id, id)
      );
      COMMENT ON TABLE availability.listing_reviews IS
        'At which revision of a listing its stays were last judged by what it says: another one, and they are judged anew.';
      SELECT log.wall('availability.listing_reviews');
      GRANT SELECT, INSERT, UPDATE ON availability.listing_reviews TO roomnight_conflict;
      GRANT SELECT (export_revision) ON gateway.listings TO roomnight_conflict;
      GRANT SELECT ON gateway.export_destinations, gateway.export_versions TO roomnight_conflict;
      GRANT SELECT (listing_id, organization_id, current_until) ON gateway.exports TO roomnight_conflict;
      GRANT SELECT (id, organization_id, listing_id, expires_at) ON gateway.export_tokens TO roomnight_conflict;
      GRANT USAGE ON SCHEMA checklists TO roomnight_conflict;
      GRANT SELECT ON checklists.acknowledged_nights TO roomnight_conflict;

      GRANT USAGE ON SCHEMA gateway, availability TO roomnight_reviewer;
      GRANT SELECT (id, organization_id, mode, status, revision) ON gateway.listings TO roomnight_reviewer;
      CREATE POLICY reviewer ON gateway.listings FOR SELECT TO roomnight_reviewer USING (true);
      GRANT SELECT (listing_id, fetched_at, interval_minutes) ON gateway.export_destinations TO roomnight_reviewer;
      CREATE POLICY reviewer ON gateway.export_destinations FOR SELECT TO roomnight_reviewer USING (true);
      GRANT SELECT (listing_id, revision) ON availability.listing_reviews TO roomnight_reviewer;
      CREATE POLICY reviewer ON availability.listing_reviews FOR SELECT TO roomnight_reviewer USING (true);
      GRANT SELECT (listing_id, kind, status) ON availability.calendar_conflicts TO roomnight_reviewer;
      CREATE POLICY reviewer ON availability.calendar_conflicts FOR SELECT TO roomnight_reviewer USING (true);
    `);
  }
}
