import { Migration } from '@mikro-orm/migrations';

/** What answers a platform that asks whether an export changed: by far the most frequent question. */
export class ExportLookUp extends Migration {
  override name = 'm0008-export-look-up';

  override up(): void {
    this.addSql(`
      CREATE FUNCTION gateway.find_export(organization uuid, hash bytea, at timestamptz)
        RETURNS TABLE (listing_id uuid, unit_id uuid, current_version bigint, stored_version bigint, etag text,
          last_modified timestamptz)
        LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM set_config('roomnight.organization_id', organization::text, true);
          RETURN QUERY
            SELECT l.id, l.unit_id,
              coalesce((SELECT sum(c.version) FROM availability.unit_calendars c WHERE c.unit_id = l.unit_id
                OR c.unit_id IN (SELECT part.id FROM gateway.units part WHERE part.parent_unit_id = l.unit_id)), 0)::bigint,
              e.calendar_version, e.etag, e.last_modified
            FROM gateway.export_tokens t
            JOIN gateway.listings l ON l.id = t.listing_id AND l.status <> 'deleted'
            LEFT JOIN gateway.exports e ON e.listing_id = l.id
            WHERE t.token_hash = hash AND (t.expires_at IS NULL OR t.expires_at > at);
        END $$;
      COMMENT ON FUNCTION gateway.find_export IS
        'The export behind a token, inside its organization''s wall, with all that a 304 needs: one message and one '
        'cached plan, where a transaction of its own would take three. Runs as its caller; the setting ends with the statement.';
      REVOKE ALL ON FUNCTION gateway.find_export FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION gateway.find_export TO roomnight_gateway;
    `);
  }
}
