import { Migration } from '@mikro-orm/migrations';

/**
 * The tenant wall asks for the organization in a query of its own, whose answer no plan knows. The planner works out a
 * stable function to guess how many rows an organization has; a plan that is kept was then made for whichever came first,
 * and for a new one without rows "all rows of the organization" seemed the quickest way to one of them.
 *
 * @see https://supabase.com/docs/guides/database/postgres/row-level-security#call-functions-with-select
 */
export class WallUnknownToPlans extends Migration {
  override name = 'm0027-wall-unknown-to-plans';

  override up(): void {
    this.addSql(`
      CREATE OR REPLACE FUNCTION log.wall(target regclass) RETURNS void
        LANGUAGE plpgsql AS $$
        BEGIN
          EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
          EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
          EXECUTE format('CREATE POLICY tenant ON %s USING (organization_id = (SELECT log.current_organization()))
            WITH CHECK (organization_id = (SELECT log.current_organization()))', target);
        END $$;

      DO $$
        DECLARE
          wall record;
        BEGIN
          FOR wall IN SELECT format('%I.%I', schemaname, tablename) AS target FROM pg_policies
            WHERE policyname = 'tenant' AND schemaname <> 'auth'
          LOOP
            EXECUTE format('ALTER POLICY tenant ON %s USING (organization_id = (SELECT log.current_organization()))
              WITH CHECK (organization_id = (SELECT log.current_organization()))', wall.target);
          END LOOP;
        END $$;
      ALTER POLICY tenant ON auth.organizations USING (id = (SELECT log.current_organization()));
      ALTER POLICY tenant ON auth.members USING (organization_id = (SELECT log.current_organization()));
      ALTER POLICY tenant ON auth.users USING (EXISTS (SELECT FROM auth.members m
        WHERE m.user_id = users.id AND m.organization_id = (SELECT log.current_organization())));
    `);
  }
}
