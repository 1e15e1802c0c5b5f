import { Migration } from '@mikro-orm/migrations';

/** Locks are only of leaves: asked once a statement, because a feed brings hundreds of them in one. */
export class LeavesAtOnce extends Migration {
  override name = 'm0026-leaves-at-once';

  override up(): void {
    this.addSql(`
      CREATE FUNCTION availability.refuse_locks_on_parents() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
          parent uuid;
        BEGIN
          SELECT leaf.unit_id INTO parent FROM (SELECT DISTINCT unit_id FROM taken) AS leaf
            WHERE EXISTS (SELECT FROM gateway.units WHERE parent_unit_id = leaf.unit_id OFFSET 0) LIMIT 1;
          IF FOUND THEN
            RAISE EXCEPTION 'unit % has parts: lock its leaves', parent USING ERRCODE = 'check_violation';
          END IF;
          RETURN NULL;
        END $$;
      DROP TRIGGER leaves_only ON availability.availability_locks;
      CREATE TRIGGER leaves_only AFTER INSERT ON availability.availability_locks REFERENCING NEW TABLE AS taken
        FOR EACH STATEMENT EXECUTE FUNCTION availability.refuse_locks_on_parents();
      -- A trigger of some columns cannot see all rows at once; no lock ever moves to another unit.
      CREATE TRIGGER leaves_only_moved BEFORE UPDATE OF unit_id ON availability.availability_locks
        FOR EACH ROW EXECUTE FUNCTION availability.refuse_lock_on_parent();
    `);
  }
}
