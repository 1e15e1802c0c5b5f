import { asReader } from '@roomnight/database/tenant';
import type { Pool } from 'pg';
import { hashOfToken } from './new-export-token.ts';

/** An export as one visit finds it. */
export interface FoundExport {
  organizationId: string;
  listingId: string;
  unitId: string;
  /** The address it was asked for by. */
  tokenId: string;
  /** The version of its unit's calendar and of its own settings together. */
  currentVersion: number;
  /** Since it was rendered, nights came within the horizon: its version is to move on. */
  outlived: boolean;
  /** What was rendered last, if anything. */
  stored: { version: number; etag: string; lastModified: Date } | undefined;
}

interface Row {
  listing_id: string;
  unit_id: string;
  token_id: string;
  current_version: number;
  stored_version: number | null;
  outlived: boolean;
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
    const { rows } = await pool.query<Row>({
      name: 'find-export',
      text: `SELECT * FROM gateway.find_export($1, decode($2, 'hex'), $3)`,
      values: [organizationId, hash, now],
    });
    const [row] = rows;
    return row && { organizationId, ...toFound(row) };
  };
}

function toFound(row: Row): Omit<FoundExport, 'organizationId'> {
  const { stored_version: version, etag, last_modified: lastModified } = row;
  return {
    listingId: row.listing_id,
    unitId: row.unit_id,
    tokenId: row.token_id,
    currentVersion: row.current_version,
    outlived: row.outlived,
    stored:
      version !== null && etag !== null && lastModified !== null
        ? { version, etag, lastModified }
        : undefined,
  };
}
