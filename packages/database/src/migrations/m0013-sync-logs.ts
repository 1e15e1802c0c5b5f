import { Migration } from '@mikro-orm/migrations';

/** Sync runs that end: a row a listing and day outlives them, and so do the last bodies a decision came from. */
export class SyncLogs extends Migration {
  override name = 'm0013-sync-logs';

  override up(): void {
    this.addSql(`
      CREATE TABLE sync.sync_run_days (
        listing_id uuid NOT NULL,
        day date NOT NULL,
        organization_id uuid NOT NULL,
        changed int NOT NULL,
        unchanged int NOT NULL,
        suspect int NOT NULL,
        failed int NOT NULL,
        bytes bigint NOT NULL,
        mean_duration_ms int NOT NULL,
        longest_duration_ms int NOT NULL,
        first_at timestamptz NOT NULL,
        last_at timestamptz NOT NULL,
        PRIMARY KEY (listing_id, day),
        FOREIGN KEY (organization_id, listing_id) REFERENCES gateway.listings (organization_id, id)
      );
      COMMENT ON TABLE sync.sync_run_days IS
        'The polls of one listing on one day in India, counted by outcome. Written once the day is over and final: the rows it was made from go first.';

      CREATE TABLE sync.raw_bodies (
        sync_run_id uuid PRIMARY KEY,
        organization_id uuid NOT NULL,
        listing_id uuid NOT NULL,
        kept_at timestamptz NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('changed', 'failed', 'suspect')),
        body_hash text NOT NULL,
        sealed bytea NOT NULL,
        FOREIGN KEY (organization_id, listing_id) REFERENCES gateway.listings (organization_id, id)
      );
      ALTER TABLE sync.raw_bodies ALTER COLUMN sealed SET STORAGE EXTERNAL;
      COMMENT ON TABLE sync.raw_bodies IS
        'What a feed answered when it changed something or could not be believed, and all that it was judged by then: packed, sealed, and bounded in number, bytes and days for each listing.';
      CREATE INDEX raw_bodies_of_listing ON sync.raw_bodies (listing_id, kept_at DESC);

      SELECT log.wall(('sync.' || t)::regclass) FROM unnest(ARRAY['sync_run_days', 'raw_bodies']) AS t;
      GRANT SELECT, INSERT, DELETE ON sync.sync_run_days, sync.raw_bodies TO roomnight_sync;
      GRANT DELETE ON sync.ota_sync_logs TO roomnight_sync;
      GRANT SELECT ON sync.sync_run_days TO roomnight_gateway;
      GRANT SELECT (sync_run_id, organization_id, listing_id) ON sync.raw_bodies TO roomnight_gateway;
      GRANT SELECT (sync_run_id, organization_id) ON sync.raw_bodies TO roomnight_sweeper;
      CREATE POLICY sweeper ON sync.raw_bodies FOR SELECT TO roomnight_sweeper USING (true);
    `);

    // Classes of before they were named once for all. The wall holds for the tables' owner too, but for this statement.
    for (const table of ['sync.ota_sync_logs', 'sync.feeds']) {
      this.addSql(`
        ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY;
        UPDATE ${table} SET error_class = CASE WHEN error_class IN ('dns', 'timeout', 'redirect') THEN 'transport'
            WHEN error_class = 'too_slow' THEN 'too_large' ELSE 'not_a_calendar' END
          WHERE error_class IN ('dns', 'timeout', 'redirect', 'too_slow', 'empty', 'html', 'unreadable');
        ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
      `);
    }
  }
}
