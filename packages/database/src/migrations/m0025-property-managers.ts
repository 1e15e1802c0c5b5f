import { Migration } from '@mikro-orm/migrations';

/** Who looks after a property: told of its conflicts in place of every manager there is. */
export class PropertyManagers extends Migration {
  override name = 'm0025-property-managers';

  override up(): void {
    this.addSql(`
      ALTER TABLE gateway.properties ADD COLUMN manager_id uuid REFERENCES auth.users ON DELETE SET NULL;
      COMMENT ON COLUMN gateway.properties.manager_id IS
        'The member who looks after it; null, or no member any more: every manager does.';
    `);
  }
}
