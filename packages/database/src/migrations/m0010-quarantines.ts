import { Migration } from '@mikro-orm/migrations';

/** What each feed says event by event, and what it would free that nobody has decided about yet. */
export class Quarantines extends Migration {
  override name = 'm0010-quarantines';

  override up(): void {
    this.addSql(`
      CREATE TABLE sync.feed_events (
        listing_id uuid NOT NULL,
        position int NOT NULL,
        organization_id uuid NOT NULL,
        check_in date NOT NULL,
        check_out date NOT NULL,
        class text NOT NULL CHECK (class IN ('stay', 'tentative', 'block', 'closed', 'settings', 'own_echo', 'mirror',
          'cancelled', 'transparent')),
        is_imported boolean NOT NULL,
        reason text NOT NULL,
        line int NOT NULL,
        PRIMARY KEY (listing_id, position),
        FOREIGN KEY (organization_id, listing_id) REFERENCES gateway.listings (organization_id, id),
        CHECK (check_in < check_out)
      );
      COMMENT ON TABLE sync.feed_events IS
        'The events of a feed as last accepted, by night: what each was taken for and why. Nothing of a guest.';
      COMMENT ON COLUMN sync.feed_events.is_imported IS 'Whether it takes nights here.';

      CREATE TABLE sync.quarantines (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        organization_id uuid NOT NULL,
        listing_id uuid NOT NULL,
        is_whole_feed boolean NOT NULL,
        reason text NOT NULL,
        releases jsonb NOT NULL,
        revision int NOT NULL DEFAULT 1,
        status text NOT NULL CHECK (status IN ('open', 'accepted', 'rejected', 'recovered')),
        opened_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        closed_at timestamptz,
        decision_ids uuid[] NOT NULL DEFAULT '{}',
        UNIQUE (organization_id, id),
        FOREIGN KEY (organization_id, listing_id) REFERENCES gateway.listings (organization_id, id),
        CHECK (status <> 'recovered' OR closed_at IS NOT NULL)
      );
      COMMENT ON TABLE sync.quarantines IS
        'Nights that a feed would free, and that are kept until a person decides or the feed shows them again.';
      COMMENT ON COLUMN sync.quarantines.releases IS
        'The nights of each booking that would be freed: bookingId, kind, nights, why, and what a person said of them.';
      COMMENT ON COLUMN sync.quarantines.revision IS 'Counts its contents: a decision names the one it was made on.';
      COMMENT ON COLUMN sync.quarantines.closed_at IS
        'When nothing was left to decide. A rejected one stands, and can be accepted, until the feed shows its bookings again or they are over.';
      COMMENT ON COLUMN sync.quarantines.decision_ids IS 'The decisions that were applied.';
      CREATE UNIQUE INDEX one_standing_quarantine_per_listing ON sync.quarantines (listing_id) WHERE closed_at IS NULL;
      CREATE INDEX quarantines_of_listing ON sync.quarantines (listing_id, opened_at DESC);

      CREATE TABLE gateway.quarantine_decisions (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        organization_id uuid NOT NULL,
        listing_id uuid NOT NULL,
        quarantine_id uuid NOT NULL,
        revision int NOT NULL,
        free uuid[] NOT NULL,
        shown jsonb NOT NULL,
        reason text NOT NULL,
        decided_by uuid NOT NULL,
        decided_at timestamptz NOT NULL,
        UNIQUE (quarantine_id, revision),
        FOREIGN KEY (organization_id, quarantine_id) REFERENCES sync.quarantines (organization_id, id),
        FOREIGN KEY (organization_id, listing_id) REFERENCES gateway.listings (organization_id, id)
      );
      COMMENT ON TABLE gateway.quarantine_decisions IS
        'What a person decided about a quarantine: the bookings to free, the others are kept. The reason is in the person''s own words, which may name a guest: it stays here.';

      CREATE TABLE sync.verifications (
        listing_id uuid PRIMARY KEY,
        organization_id uuid NOT NULL,
        verified_at timestamptz NOT NULL,
        open_nights datemultirange NOT NULL,
        ticked_nights datemultirange NOT NULL,
        unknown_nights datemultirange NOT NULL,
        FOREIGN KEY (organization_id, listing_id) REFERENCES gateway.listings (organization_id, id)
      );
      COMMENT ON TABLE sync.verifications IS
        'A platform kept by hand compared with its own feed: nights that should be closed there and are not, those of them that a person ticked off, and nights closed there that nothing here explains.';

      ALTER TABLE sync.feeds
        ADD COLUMN changed_at timestamptz,
        ADD COLUMN wait_until timestamptz,
        ADD COLUMN shrunk_at timestamptz,
        ADD COLUMN shrunk_together boolean NOT NULL DEFAULT false,
        ADD COLUMN quarantine_id uuid REFERENCES sync.quarantines,
        ADD COLUMN events_key text,
        ADD COLUMN booking_window_days int;
      COMMENT ON COLUMN sync.feeds.changed_at IS 'When a poll last changed the calendar.';
      COMMENT ON COLUMN sync.feeds.wait_until IS 'Until when the host asked not to be asked again, whoever wants it.';
      COMMENT ON COLUMN sync.feeds.shrunk_at IS
        'When bookings went missing of which nothing is decided yet: two listings of one account that shrink together are suspect.';
      COMMENT ON COLUMN sync.feeds.quarantine_id IS 'The quarantine that stands, if one does.';
      COMMENT ON COLUMN sync.feeds.events_key IS 'What the feed''s events were written from: they are written again only when it differs.';
      COMMENT ON COLUMN sync.feeds.booking_window_days IS 'How far ahead guests can book, as an earlier reading told.';
      CREATE INDEX shrunk_feeds ON sync.feeds (organization_id, shrunk_at) WHERE shrunk_at IS NOT NULL;

      SELECT log.wall(t::regclass) FROM unnest(ARRAY['sync.feed_events', 'sync.quarantines', 'sync.verifications',
        'gateway.quarantine_decisions']) AS t;
      GRANT SELECT, INSERT, UPDATE, DELETE ON sync.feed_events, sync.verifications TO roomnight_sync;
      GRANT SELECT, INSERT, UPDATE ON sync.quarantines TO roomnight_sync;
      GRANT SELECT ON sync.feed_events, sync.quarantines, sync.verifications TO roomnight_gateway;
      GRANT SELECT ON sync.quarantines, sync.verifications TO roomnight_checklist;
      GRANT SELECT, INSERT ON gateway.quarantine_decisions TO roomnight_gateway;
      GRANT SELECT (id, organization_id, listing_id, quarantine_id, free, shown, decided_by, decided_at)
        ON gateway.quarantine_decisions TO roomnight_sync;
      GRANT SELECT (organization_id, unit_id, status, check_out) ON availability.calendar_conflicts TO roomnight_sync;
      GRANT SELECT (organization_id, unit_id, booking_id, check_in, check_out, nights) ON availability.availability_locks
        TO roomnight_sync;
      GRANT USAGE ON SCHEMA checklists TO roomnight_sync;
      GRANT SELECT ON checklists.acknowledged_nights TO roomnight_sync;
    `);
  }
}
