import { Migration } from '@mikro-orm/migrations';

/** The event log and the audit: every service may insert, none may change; partitioned by month from the start. */
export class Log extends Migration {
  override name = 'm0002-log';

  override up(): void {
    this.addSql(`
      CREATE TABLE log.epoch (
        epoch uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        only_row boolean NOT NULL DEFAULT true UNIQUE CHECK (only_row)
      );
      COMMENT ON TABLE log.epoch IS
        'Names this life of the event log. A restore from backup must replace it, so that old cursors are refused instead of misread.';
      ALTER TABLE log.epoch ENABLE ROW LEVEL SECURITY;
      CREATE POLICY everyone_reads ON log.epoch FOR SELECT USING (true);
      GRANT SELECT ON log.epoch TO roomnight_gateway, roomnight_sync, roomnight_conflict, roomnight_checklist,
        roomnight_event_reader;
      INSERT INTO log.epoch DEFAULT VALUES;

      CREATE TABLE log.events (
        seq bigint GENERATED ALWAYS AS IDENTITY,
        xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
        occurred_at timestamptz NOT NULL,
        organization_id uuid NOT NULL,
        type text NOT NULL,
        property_id uuid,
        unit_id uuid,
        listing_id uuid,
        booking_id uuid,
        conflict_id uuid,
        checklist_id uuid,
        check_in date,
        check_out date,
        PRIMARY KEY (occurred_at, seq)
      ) PARTITION BY RANGE (occurred_at);
      COMMENT ON TABLE log.events IS
        'What happened, ids only. Read in the order (xid, seq) and only below the oldest running transaction: '
        'a reader that goes by seq alone skips transactions that commit late.';
      CREATE INDEX events_order ON log.events (xid, seq);
      GRANT INSERT ON log.events TO roomnight_gateway, roomnight_sync, roomnight_conflict, roomnight_checklist;
      GRANT SELECT ON log.events TO roomnight_event_reader;
      SELECT log.wall('log.events');
      CREATE POLICY event_reader ON log.events FOR SELECT TO roomnight_event_reader USING (true);

      CREATE TABLE log.audit (
        id bigint GENERATED ALWAYS AS IDENTITY,
        occurred_at timestamptz NOT NULL,
        organization_id uuid NOT NULL,
        actor_kind text NOT NULL CHECK (actor_kind IN ('user', 'api_key', 'workflow', 'service')),
        actor_id text NOT NULL,
        action text NOT NULL,
        subject_kind text NOT NULL,
        subject_id uuid NOT NULL,
        reason text NOT NULL,
        before jsonb,
        after jsonb,
        PRIMARY KEY (occurred_at, id)
      ) PARTITION BY RANGE (occurred_at);
      COMMENT ON TABLE log.audit IS
        'Who changed what, why, and what it was before and after. No guest data: rows refer to it by id.';
      CREATE INDEX audit_of_subject ON log.audit (organization_id, subject_id, occurred_at DESC);
      GRANT INSERT ON log.audit TO roomnight_gateway, roomnight_sync, roomnight_conflict, roomnight_checklist;
      GRANT SELECT ON log.audit TO roomnight_gateway;
      SELECT log.wall('log.audit');
    `);

    this.addSql(`
      CREATE FUNCTION log.ensure_partitions(from_month date, months int) RETURNS int
        LANGUAGE plpgsql AS $$
        DECLARE
          parent text; month_start date; child text; made int := 0;
        BEGIN
          FOREACH parent IN ARRAY ARRAY['events', 'audit'] LOOP
            FOR i IN 0 .. months - 1 LOOP
              month_start := (date_trunc('month', from_month) + make_interval(months => i))::date;
              child := format('%s_%s', parent, to_char(month_start, 'YYYY_MM'));
              CONTINUE WHEN to_regclass('log.' || child) IS NOT NULL;
              EXECUTE format('CREATE TABLE log.%I PARTITION OF log.%I FOR VALUES FROM (%L) TO (%L)', child, parent,
                month_start::timestamp AT TIME ZONE 'UTC', (month_start + interval '1 month') AT TIME ZONE 'UTC');
              PERFORM log.wall(('log.' || child)::regclass);
              made := made + 1;
            END LOOP;
          END LOOP;
          RETURN made;
        END $$;
      COMMENT ON FUNCTION log.ensure_partitions IS
        'Makes the monthly partitions that are missing and returns how many it made. Months are UTC. Run by every migration job.';
      REVOKE ALL ON FUNCTION log.ensure_partitions FROM PUBLIC;

      CREATE TABLE log.events_rest PARTITION OF log.events DEFAULT;
      CREATE TABLE log.audit_rest PARTITION OF log.audit DEFAULT;
      SELECT log.wall('log.events_rest');
      SELECT log.wall('log.audit_rest');
    `);
  }
}
