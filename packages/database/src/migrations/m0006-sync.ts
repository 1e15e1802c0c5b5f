import { Migration } from '@mikro-orm/migrations';

/** What the feeds said: the state of each feed, the last accepted snapshot, change sets, and a row a sync run. */
export class Sync extends Migration {
  override name = 'm0006-sync';

  override up(): void {
    this.addSql(`
      CREATE TABLE sync.feeds (
        listing_id uuid PRIMARY KEY,
        organization_id uuid NOT NULL,
        generation bigint NOT NULL DEFAULT 0,
        listing_revision int NOT NULL DEFAULT 0,
        health text NOT NULL DEFAULT 'new' CHECK (health IN ('new', 'healthy', 'late', 'failing', 'suspect')),
        health_since timestamptz NOT NULL,
        last_good_at timestamptz,
        last_polled_at timestamptz,
        next_poll_at timestamptz,
        next_poll_reason text,
        consecutive_failures int NOT NULL DEFAULT 0,
        polls bigint NOT NULL DEFAULT 0,
        etag text,
        last_modified text,
        body_hash text,
        error_class text,
        error_message text,
        last_message text,
        last_change_set_id uuid,
        FOREIGN KEY (organization_id, listing_id) REFERENCES gateway.listings (organization_id, id)
      );
      COMMENT ON TABLE sync.feeds IS
        'The state of one listing''s import. generation is taken by each poll as it begins: only the latest may write.';

      CREATE TABLE sync.feed_snapshots (
        listing_id uuid PRIMARY KEY,
        organization_id uuid NOT NULL,
        snapshot jsonb NOT NULL,
        accepted_at timestamptz NOT NULL,
        sync_run_id uuid NOT NULL,
        FOREIGN KEY (organization_id, listing_id) REFERENCES gateway.listings (organization_id, id)
      );
      COMMENT ON TABLE sync.feed_snapshots IS 'What we believe of a feed since its last healthy poll: the next reading is compared with this.';

      CREATE TABLE sync.change_sets (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        organization_id uuid NOT NULL,
        listing_id uuid NOT NULL,
        sync_run_id uuid NOT NULL,
        changes jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        FOREIGN KEY (organization_id, listing_id) REFERENCES gateway.listings (organization_id, id)
      );
      COMMENT ON TABLE sync.change_sets IS
        'What a poll found changed. Handled once conflict-service has recorded it in availability.applied_change_sets.';
      CREATE INDEX change_sets_of_listing ON sync.change_sets (listing_id, created_at);

      CREATE TABLE sync.ota_sync_logs (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        organization_id uuid NOT NULL,
        listing_id uuid NOT NULL,
        started_at timestamptz NOT NULL,
        finished_at timestamptz NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('changed', 'unchanged', 'failed', 'suspect')),
        message text NOT NULL,
        http_status int,
        bytes int NOT NULL DEFAULT 0,
        stays int,
        blocks int,
        ignored int,
        warnings jsonb NOT NULL DEFAULT '[]',
        error_class text,
        change_set_id uuid,
        workflow_id text,
        run_id text,
        FOREIGN KEY (organization_id, listing_id) REFERENCES gateway.listings (organization_id, id)
      );
      COMMENT ON TABLE sync.ota_sync_logs IS 'One poll of one feed.';
      CREATE INDEX sync_runs_of_listing ON sync.ota_sync_logs (listing_id, started_at DESC);
      CREATE INDEX sync_runs_by_outcome ON sync.ota_sync_logs (organization_id, outcome, started_at DESC);

      SELECT log.wall(('sync.' || t)::regclass)
        FROM unnest(ARRAY['feeds', 'feed_snapshots', 'change_sets', 'ota_sync_logs']) AS t;
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA sync TO roomnight_sync;
      REVOKE UPDATE, DELETE ON sync.change_sets, sync.ota_sync_logs FROM roomnight_sync;
      GRANT SELECT ON sync.feeds, sync.ota_sync_logs TO roomnight_gateway, roomnight_checklist;
      GRANT SELECT ON sync.change_sets TO roomnight_conflict;

      GRANT USAGE ON SCHEMA sync TO roomnight_sweeper;
      GRANT SELECT (listing_id, listing_revision) ON sync.feeds TO roomnight_sweeper;
      CREATE POLICY sweeper ON sync.feeds FOR SELECT TO roomnight_sweeper USING (true);
    `);
  }
}
