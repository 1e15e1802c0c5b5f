import { Migration } from '@mikro-orm/migrations';

/** What people asked the feed doctor, kept sealed and briefly, and what it answered. */
export class FeedExaminations extends Migration {
  override name = 'm0016-feed-examinations';

  override up(): void {
    this.addSql(`
      CREATE TABLE gateway.feed_examination_requests (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL,
        source text NOT NULL CHECK (source IN ('address', 'file', 'listing')),
        sealed bytea CHECK (length(sealed) <= 5300000),
        listing_id uuid,
        unit_id uuid,
        platform_key text,
        requested_by uuid NOT NULL,
        requested_at timestamptz NOT NULL,
        UNIQUE (organization_id, id),
        FOREIGN KEY (organization_id, listing_id) REFERENCES gateway.listings (organization_id, id),
        FOREIGN KEY (organization_id, unit_id) REFERENCES gateway.units (organization_id, id),
        CHECK (source <> 'listing' OR (listing_id IS NOT NULL AND sealed IS NULL)),
        CHECK (listing_id IS NULL OR unit_id IS NULL)
      );
      COMMENT ON TABLE gateway.feed_examination_requests IS
        'What somebody wants the feed doctor to look at. The row is deleted within an hour, the address or file in it when it was read.';
      COMMENT ON COLUMN gateway.feed_examination_requests.sealed IS
        'The address or the file; null once it was read, and for a listing, whose own address is looked at.';
      CREATE INDEX examination_requests_by_time ON gateway.feed_examination_requests (organization_id, requested_at);
      SELECT log.wall('gateway.feed_examination_requests');
      GRANT SELECT, INSERT, UPDATE (sealed), DELETE ON gateway.feed_examination_requests TO roomnight_gateway;
      GRANT SELECT ON gateway.feed_examination_requests TO roomnight_sync;
      CREATE POLICY forget ON gateway.feed_examination_requests FOR DELETE TO roomnight_gateway
        USING (requested_at < nullif(current_setting('roomnight.forget_before', true), '')::timestamptz);
      COMMENT ON POLICY forget ON gateway.feed_examination_requests IS
        'Whoever says until when may delete what is older, of all tenants, and still reads none of it.';
      GRANT SELECT (id, sealed), UPDATE (sealed) ON gateway.feed_examination_requests TO roomnight_key_rotator;
      CREATE POLICY key_rotator_reads ON gateway.feed_examination_requests FOR SELECT TO roomnight_key_rotator USING (true);
      CREATE POLICY key_rotator_seals ON gateway.feed_examination_requests FOR UPDATE TO roomnight_key_rotator USING (true);

      CREATE TABLE sync.feed_examinations (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES auth.organizations,
        listing_id uuid,
        examined_at timestamptz NOT NULL,
        report jsonb NOT NULL,
        FOREIGN KEY (organization_id, listing_id) REFERENCES gateway.listings (organization_id, id)
      );
      COMMENT ON TABLE sync.feed_examinations IS
        'What the feed doctor found: no guest, no address, no text of the feed. The last hundred of an organization.';
      CREATE INDEX examinations_by_time ON sync.feed_examinations (organization_id, examined_at DESC);
      SELECT log.wall('sync.feed_examinations');
      GRANT SELECT, INSERT, DELETE ON sync.feed_examinations TO roomnight_sync;
      GRANT SELECT ON sync.feed_examinations TO roomnight_gateway;
    `);
  }
}
