import { Migration } from '@mikro-orm/migrations';

/** What a person signs in to an OTA with, and the role that seals everything again under another key. */
export class Credentials extends Migration {
  override name = 'm0015-credentials';

  override up(): void {
    this.addSql(`
      CREATE TABLE gateway.listing_credentials (
        listing_id uuid PRIMARY KEY,
        organization_id uuid NOT NULL,
        sealed bytea NOT NULL,
        sign_in_hint text NOT NULL,
        set_by uuid NOT NULL,
        set_at timestamptz NOT NULL,
        FOREIGN KEY (organization_id, listing_id) REFERENCES gateway.listings (organization_id, id)
      );
      COMMENT ON TABLE gateway.listing_credentials IS
        'What a person signs in to a listing''s platform with, sealed as one value. Each look at it and each change is in the audit.';
      COMMENT ON COLUMN gateway.listing_credentials.sign_in_hint IS 'The first character of the sign-in name.';
      SELECT log.wall('gateway.listing_credentials');
      GRANT SELECT, INSERT, UPDATE, DELETE ON gateway.listing_credentials TO roomnight_gateway;
    `);

    const sealed: [table: string, read: string, column: string][] = [
      ['gateway.listings', 'id', 'import_url_encrypted'],
      ['gateway.export_tokens', 'id, listing_id', 'token_encrypted'],
      ['gateway.listing_credentials', 'listing_id', 'sealed'],
      ['sync.raw_bodies', 'sync_run_id', 'sealed'],
    ];
    this.addSql('GRANT USAGE ON SCHEMA gateway, sync TO roomnight_key_rotator');
    for (const [table, read, column] of sealed) {
      this.addSql(`
        GRANT SELECT (${read}, ${column}), UPDATE (${column}) ON ${table} TO roomnight_key_rotator;
        CREATE POLICY key_rotator_reads ON ${table} FOR SELECT TO roomnight_key_rotator USING (true);
        CREATE POLICY key_rotator_seals ON ${table} FOR UPDATE TO roomnight_key_rotator USING (true);
      `);
    }
  }
}
