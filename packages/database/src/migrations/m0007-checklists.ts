import { Migration } from '@mikro-orm/migrations';

/** Manual platforms: what is left to do by hand, what a person confirmed, and which reminders went out. */
export class Checklists extends Migration {
  override name = 'm0007-checklists';

  override up(): void {
    this.addSql(`
      CREATE TABLE checklists.manual_update_checklists (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        organization_id uuid NOT NULL,
        listing_id uuid NOT NULL,
        status text NOT NULL CHECK (status IN ('open', 'done')),
        opened_at timestamptz NOT NULL,
        remind_at timestamptz NOT NULL,
        reminders_sent int NOT NULL DEFAULT 0,
        completed_at timestamptz,
        revision int NOT NULL DEFAULT 1,
        announced_revision int NOT NULL DEFAULT 0,
        UNIQUE (organization_id, id),
        FOREIGN KEY (organization_id, listing_id) REFERENCES gateway.listings (organization_id, id),
        CHECK ((status = 'done') = (completed_at IS NOT NULL))
      );
      COMMENT ON TABLE checklists.manual_update_checklists IS
        'The outstanding manual changes of one listing: at most one open checklist each.';
      COMMENT ON COLUMN checklists.manual_update_checklists.announced_revision IS
        'The revision its workflow was told of, marked after telling it: less than revision means a crash in between, and the reconciler tells it.';
      CREATE UNIQUE INDEX one_open_checklist_per_listing ON checklists.manual_update_checklists (listing_id) WHERE status = 'open';
      CREATE INDEX unannounced_checklists ON checklists.manual_update_checklists (id) WHERE revision <> announced_revision;
      CREATE INDEX open_checklists ON checklists.manual_update_checklists (id) WHERE status = 'open';
      CREATE INDEX checklists_by_status ON checklists.manual_update_checklists (organization_id, status, remind_at);

      CREATE TABLE checklists.checklist_items (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        organization_id uuid NOT NULL,
        checklist_id uuid NOT NULL,
        listing_id uuid NOT NULL,
        action text NOT NULL CHECK (action IN ('close', 'open')),
        check_in date NOT NULL,
        check_out date NOT NULL,
        status text NOT NULL CHECK (status IN ('open', 'acknowledged', 'withdrawn')),
        created_at timestamptz NOT NULL,
        closed_at timestamptz,
        closed_by uuid,
        UNIQUE (organization_id, id),
        FOREIGN KEY (organization_id, checklist_id) REFERENCES checklists.manual_update_checklists (organization_id, id),
        CHECK (check_in < check_out),
        CHECK ((status = 'open') = (closed_at IS NULL)),
        CHECK ((status = 'acknowledged') = (closed_by IS NOT NULL))
      );
      COMMENT ON TABLE checklists.checklist_items IS
        'One change to make by hand: close or open the nights [check_in, check_out) on that platform.';
      CREATE INDEX items_of_checklist ON checklists.checklist_items (checklist_id, check_in);
      CREATE INDEX open_items_of_listing ON checklists.checklist_items (listing_id, check_in) WHERE status = 'open';

      CREATE TABLE checklists.acknowledged_nights (
        listing_id uuid PRIMARY KEY,
        organization_id uuid NOT NULL,
        nights datemultirange NOT NULL,
        updated_at timestamptz NOT NULL,
        FOREIGN KEY (organization_id, listing_id) REFERENCES gateway.listings (organization_id, id)
      );
      COMMENT ON TABLE checklists.acknowledged_nights IS 'The nights a person confirmed to be closed on that platform.';

      CREATE TABLE checklists.notification_deliveries (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        organization_id uuid NOT NULL,
        dedupe_key text NOT NULL UNIQUE,
        kind text NOT NULL,
        recipient text NOT NULL,
        checklist_id uuid,
        claimed_at timestamptz NOT NULL,
        sent_at timestamptz
      );
      COMMENT ON TABLE checklists.notification_deliveries IS 'One message to one person; the dedupe key keeps a retry from sending it twice.';

      CREATE TABLE checklists.event_cursors (
        consumer text PRIMARY KEY,
        epoch uuid NOT NULL,
        xid xid8 NOT NULL,
        seq bigint NOT NULL,
        updated_at timestamptz NOT NULL
      );
      COMMENT ON TABLE checklists.event_cursors IS 'How far this service has followed the event log.';
      ALTER TABLE checklists.event_cursors ENABLE ROW LEVEL SECURITY;
      ALTER TABLE checklists.event_cursors FORCE ROW LEVEL SECURITY;
      CREATE POLICY own_cursor ON checklists.event_cursors TO roomnight_checklist USING (true) WITH CHECK (true);

      SELECT log.wall(('checklists.' || t)::regclass) FROM unnest(ARRAY['manual_update_checklists', 'checklist_items',
        'acknowledged_nights', 'notification_deliveries']) AS t;
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA checklists TO roomnight_checklist;
      GRANT SELECT ON checklists.manual_update_checklists, checklists.checklist_items, checklists.acknowledged_nights
        TO roomnight_gateway;
      GRANT SELECT (id, organization_id, listing_id, status, revision, announced_revision)
        ON checklists.manual_update_checklists TO roomnight_sweeper;
      CREATE POLICY sweeper ON checklists.manual_update_checklists FOR SELECT TO roomnight_sweeper USING (true);
    `);
  }
}
