import { Migration } from '@mikro-orm/migrations';

/** What is wrong and told to people: alerts, notifications and how they are delivered, and the watchdog's last pass. */
export class Alerts extends Migration {
  override name = 'm0014-alerts';

  override up(): void {
    this.addSql(`
      CREATE TABLE checklists.alerts (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        organization_id uuid NOT NULL REFERENCES auth.organizations,
        kind text NOT NULL CHECK (kind ~ '^[a-z][a-z_]{1,40}$'),
        severity text NOT NULL CHECK (severity IN ('low', 'medium', 'high')),
        status text NOT NULL CHECK (status IN ('open', 'closed')),
        incident_key text NOT NULL,
        group_key text NOT NULL,
        title text NOT NULL,
        sentence text NOT NULL,
        meaning text NOT NULL,
        advice text NOT NULL,
        opened_at timestamptz NOT NULL,
        closed_at timestamptz,
        closed_reason text,
        UNIQUE (organization_id, id),
        CHECK ((status = 'closed') = (closed_at IS NOT NULL)),
        CHECK ((status = 'closed') = (closed_reason IS NOT NULL))
      );
      COMMENT ON TABLE checklists.alerts IS
        'One incident of one organization. Found twice at the same time, it is one alert still: its key is open once.';
      COMMENT ON COLUMN checklists.alerts.group_key IS
        'What troubles have in common to be one incident: a host and its way to fail, or an account.';
      CREATE INDEX alerts_in_order ON checklists.alerts (organization_id, status DESC, opened_at DESC, id DESC);
      CREATE UNIQUE INDEX one_open_alert_per_incident ON checklists.alerts (organization_id, incident_key) WHERE status = 'open';

      CREATE TABLE checklists.alert_listings (
        alert_id uuid NOT NULL,
        listing_id uuid NOT NULL,
        concern text NOT NULL,
        organization_id uuid NOT NULL,
        since timestamptz NOT NULL,
        detail text,
        ended_at timestamptz,
        ended_because text,
        PRIMARY KEY (alert_id, listing_id, concern),
        FOREIGN KEY (organization_id, alert_id) REFERENCES checklists.alerts (organization_id, id),
        FOREIGN KEY (organization_id, listing_id) REFERENCES gateway.listings (organization_id, id),
        CHECK ((ended_at IS NULL) = (ended_because IS NULL))
      );
      COMMENT ON TABLE checklists.alert_listings IS 'The listings an incident concerns, and since when, until when, with what.';
      CREATE UNIQUE INDEX one_open_trouble ON checklists.alert_listings (listing_id, concern) WHERE ended_at IS NULL;

      CREATE TABLE checklists.notifications (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        organization_id uuid NOT NULL REFERENCES auth.organizations,
        user_id uuid NOT NULL,
        dedupe_key text NOT NULL UNIQUE,
        kind text NOT NULL,
        title text NOT NULL,
        body text NOT NULL,
        path text NOT NULL,
        created_at timestamptz NOT NULL
      );
      COMMENT ON TABLE checklists.notifications IS 'What one person is told in the app. path is where to look, in the dashboard.';
      CREATE INDEX notifications_of_person ON checklists.notifications (organization_id, user_id, created_at DESC, id DESC);

      ALTER TABLE checklists.notification_deliveries
        ALTER COLUMN claimed_at DROP NOT NULL,
        ADD COLUMN user_id uuid,
        ADD COLUMN policy text NOT NULL DEFAULT 'at_most_once' CHECK (policy IN ('at_most_once', 'at_least_once')),
        ADD COLUMN mail jsonb,
        ADD COLUMN created_at timestamptz,
        ADD COLUMN attempts int NOT NULL DEFAULT 0,
        ADD COLUMN not_before timestamptz,
        ADD COLUMN given_up_at timestamptz;
      -- The wall holds for the table's owner too, but for this statement.
      ALTER TABLE checklists.notification_deliveries NO FORCE ROW LEVEL SECURITY;
      UPDATE checklists.notification_deliveries SET created_at = claimed_at;
      ALTER TABLE checklists.notification_deliveries FORCE ROW LEVEL SECURITY;
      ALTER TABLE checklists.notification_deliveries
        ALTER COLUMN created_at SET NOT NULL,
        ALTER COLUMN policy DROP DEFAULT;
      COMMENT ON TABLE checklists.notification_deliveries IS
        'One e-mail to one person. Claimed before the mail server is spoken to, sent once it took the mail.';
      COMMENT ON COLUMN checklists.notification_deliveries.policy IS
        'What a claim without an end means, which a process leaves that dies while sending: never again, or again after a lease.';
      COMMENT ON COLUMN checklists.notification_deliveries.mail IS 'Subject, text and HTML; null once it is sent or given up.';
      CREATE INDEX deliveries_to_do ON checklists.notification_deliveries (organization_id, created_at)
        WHERE sent_at IS NULL AND given_up_at IS NULL AND policy = 'at_least_once';

      CREATE TABLE checklists.watchdog_passes (
        only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
        passed_at timestamptz NOT NULL,
        feeds jsonb NOT NULL,
        troubles int NOT NULL
      );
      COMMENT ON TABLE checklists.watchdog_passes IS 'The watchdog''s last whole pass over all organizations. feeds counts them by health.';
      ALTER TABLE checklists.watchdog_passes ENABLE ROW LEVEL SECURITY;
      ALTER TABLE checklists.watchdog_passes FORCE ROW LEVEL SECURITY;
      CREATE POLICY own_pass ON checklists.watchdog_passes TO roomnight_checklist USING (true) WITH CHECK (true);
      CREATE POLICY everyone_reads ON checklists.watchdog_passes FOR SELECT TO roomnight_gateway USING (true);

      CREATE TABLE gateway.notification_preferences (
        organization_id uuid NOT NULL REFERENCES auth.organizations,
        user_id uuid NOT NULL,
        kind text NOT NULL,
        in_app boolean NOT NULL,
        by_email boolean NOT NULL,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (organization_id, user_id, kind)
      );
      COMMENT ON TABLE gateway.notification_preferences IS
        'How a person wants to be told of a kind of thing; where there is no row, what is usual for their role holds.';

      CREATE TABLE gateway.read_notifications (
        organization_id uuid NOT NULL REFERENCES auth.organizations,
        user_id uuid NOT NULL,
        notification_id uuid NOT NULL,
        read_at timestamptz NOT NULL,
        PRIMARY KEY (user_id, notification_id)
      );
      COMMENT ON TABLE gateway.read_notifications IS 'The notifications that a person has seen.';

      SELECT log.wall(t::regclass) FROM unnest(ARRAY['checklists.alerts', 'checklists.alert_listings',
        'checklists.notifications', 'gateway.notification_preferences', 'gateway.read_notifications']) AS t;
      GRANT SELECT, INSERT, UPDATE ON checklists.alerts, checklists.alert_listings, checklists.watchdog_passes
        TO roomnight_checklist;
      GRANT SELECT, INSERT ON checklists.notifications TO roomnight_checklist;
      GRANT SELECT ON checklists.alerts, checklists.alert_listings, checklists.notifications, checklists.watchdog_passes
        TO roomnight_gateway;
      GRANT SELECT, INSERT, UPDATE, DELETE ON gateway.notification_preferences, gateway.read_notifications
        TO roomnight_gateway;
      GRANT SELECT ON gateway.notification_preferences TO roomnight_checklist;
      GRANT SELECT (import_url_hint, updated_at) ON gateway.listings TO roomnight_checklist;
    `);

    this.addSql(`
      GRANT USAGE ON SCHEMA gateway, sync, checklists, log TO roomnight_watchdog;
      GRANT SELECT (id, organization_id, platform_id, mode, status, settings, import_url_hint, updated_at)
        ON gateway.listings TO roomnight_watchdog;
      CREATE POLICY watchdog ON gateway.listings FOR SELECT TO roomnight_watchdog USING (true);
      GRANT SELECT (id, key, name, base, definition, settings) ON gateway.ota_platforms TO roomnight_watchdog;
      CREATE POLICY watchdog ON gateway.ota_platforms FOR SELECT TO roomnight_watchdog USING (true);
      GRANT SELECT (listing_id, health, health_since, last_good_at, last_polled_at, error_class, error_message)
        ON sync.feeds TO roomnight_watchdog;
      CREATE POLICY watchdog ON sync.feeds FOR SELECT TO roomnight_watchdog USING (true);
      GRANT SELECT (organization_id, kind, status) ON checklists.alerts TO roomnight_watchdog;
      CREATE POLICY watchdog ON checklists.alerts FOR SELECT TO roomnight_watchdog USING (true);
      GRANT SELECT (organization_id, dedupe_key, policy, created_at, claimed_at, sent_at, not_before, given_up_at)
        ON checklists.notification_deliveries TO roomnight_watchdog;
      CREATE POLICY watchdog ON checklists.notification_deliveries FOR SELECT TO roomnight_watchdog USING (true);
      GRANT SELECT ON checklists.watchdog_passes TO roomnight_watchdog;
      CREATE POLICY watchdog ON checklists.watchdog_passes FOR SELECT TO roomnight_watchdog USING (true);
    `);
  }
}
