import { asReader, beginAs } from '@roomnight/database/tenant';
import type { Pool, QueryResult } from 'pg';
import { hashOfToken } from '../listings/new-export-token.ts';

/** An export as one visit finds it. */
export interface FoundExport {
  organizationId: string;
  listingId: string;
  unitId: string;
  /** The version its unit's calendar is at. */
  currentVersion: number;
  /** What was rendered last, if anything. */
  stored: { version: number; etag: string; lastModified: Date } | undefined;
}

interface Row {
  listing_id: string;
  unit_id: string;
  current_version: number;
  stored_version: number | null;
  etag: string | null;
  last_modified: Date | null;
}

const REMEMBERED = 50_000;

/**
 * Finds exports by their tokens. Which organization a token belongs to never changes and is remembered; whether it
 * is still good is asked each time, inside that organization's wall, together with all that a 304 needs.
 */
export function exportLookUp(pool: Pool) {
  const organizations = new Map<string, string>();

  async function organizationOf(hash: string): Promise<string | undefined> {
    const known = organizations.get(hash);
    if (known !== undefined) return known;
    const found = await asReader(pool, 'exportLookup', async (tx) => {
      const { rows } = await tx.query<{ organization_id: string }>({
        name: 'organization-of-token',
        text: `SELECT organization_id FROM gateway.export_tokens WHERE token_hash = decode($1, 'hex')`,
        values: [hash],
      });
      return rows[0]?.organization_id;
    });
    if (found !== undefined) {
      if (organizations.size >= REMEMBERED) organizations.clear();
      organizations.set(hash, found);
    }
    return found;
  }

  return async (token: string, now: Date): Promise<FoundExport | undefined> => {
    const hash = hashOfToken(token).toString('hex');
    const organizationId = await organizationOf(hash);
    if (organizationId === undefined) return undefined;
    // One message to the server: a platform asks far more often than anything changes. Nothing in it is a
    // caller's text: a checked UUID, hex digits, and our own clock.
    const answers: unknown = await pool.query(
      `${beginAs(organizationId)}; ${LOOK_UP(hash, now.toISOString())}; COMMIT`,
    );
    const row = lastRow(answers);
    return row && { organizationId, ...toFound(row) };
  };
}

const LOOK_UP = (hash: string, now: string): string => `
  SELECT l.id AS listing_id, l.unit_id, e.calendar_version AS stored_version, e.etag, e.last_modified,
    coalesce((SELECT sum(version) FROM availability.unit_calendars c WHERE c.unit_id = l.unit_id
      OR c.unit_id IN (SELECT id FROM gateway.units WHERE parent_unit_id = l.unit_id)), 0)::bigint AS current_version
  FROM gateway.export_tokens t
  JOIN gateway.listings l ON l.id = t.listing_id AND l.status <> 'deleted'
  LEFT JOIN gateway.exports e ON e.listing_id = l.id
  WHERE t.token_hash = decode('${hash}', 'hex') AND (t.expires_at IS NULL OR t.expires_at > '${now}')`;

/** Of several statements in one message, `pg` answers with a list of results. */
function lastRow(answers: unknown): Row | undefined {
  if (!Array.isArray(answers)) return undefined;
  const results: QueryResult<Row>[] = answers;
  return results.flatMap(({ rows }) => rows).at(-1);
}

function toFound(row: Row): Omit<FoundExport, 'organizationId'> {
  const { stored_version: version, etag, last_modified: lastModified } = row;
  return {
    listingId: row.listing_id,
    unitId: row.unit_id,
    currentVersion: row.current_version,
    stored:
      version !== null && etag !== null && lastModified !== null
        ? { version, etag, lastModified }
        : undefined,
  };
}
