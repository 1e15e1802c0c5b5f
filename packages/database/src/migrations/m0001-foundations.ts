import { Migration } from '@mikro-orm/migrations';

/**
 * One schema per owner, the tenant wall's session variable, and the rule every table follows.
 *
 * Roles are cluster-wide and exist before any migration runs (see `roles.ts`).
 */
export class Foundations extends Migration {
  override name = 'm0001-foundations';

  override up(): void {
    this.addSql(`
      CREATE EXTENSION IF NOT EXISTS btree_gist;

      CREATE SCHEMA auth;
      CREATE SCHEMA gateway;
      CREATE SCHEMA sync;
      CREATE SCHEMA availability;
      CREATE SCHEMA checklists;
      CREATE SCHEMA log;

      GRANT USAGE ON SCHEMA auth TO roomnight_auth, roomnight_gateway, roomnight_checklist;
      GRANT USAGE ON SCHEMA gateway TO roomnight_gateway, roomnight_sync, roomnight_conflict, roomnight_checklist,
        roomnight_export_lookup, roomnight_sweeper;
      GRANT USAGE ON SCHEMA sync TO roomnight_sync, roomnight_gateway, roomnight_conflict, roomnight_checklist;
      GRANT USAGE ON SCHEMA availability TO roomnight_conflict, roomnight_gateway, roomnight_sync, roomnight_checklist;
      GRANT USAGE ON SCHEMA checklists TO roomnight_checklist, roomnight_gateway, roomnight_sweeper;
      GRANT USAGE ON SCHEMA log TO roomnight_gateway, roomnight_sync, roomnight_conflict, roomnight_checklist,
        roomnight_event_reader;
    `);

    this.addSql(`
      CREATE FUNCTION log.current_organization() RETURNS uuid
        LANGUAGE sql STABLE PARALLEL SAFE
        AS $$ SELECT nullif(current_setting('roomnight.organization_id', true), '')::uuid $$;
      COMMENT ON FUNCTION log.current_organization IS
        'The tenant of this transaction. Unset means null, and a null tenant sees no row.';

      CREATE FUNCTION log.wall(target regclass) RETURNS void
        LANGUAGE plpgsql AS $$
        BEGIN
          EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
          EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
          EXECUTE format('CREATE POLICY tenant ON %s USING (organization_id = log.current_organization())
            WITH CHECK (organization_id = log.current_organization())', target);
        END $$;
      COMMENT ON FUNCTION log.wall IS 'Puts a table with an organization_id behind the tenant wall, its owner included.';
      REVOKE ALL ON FUNCTION log.wall FROM PUBLIC;
    `);
  }
}
