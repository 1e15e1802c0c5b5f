import type { ClientBase } from 'pg';

/** A listing as a poll needs it. */
export interface ImportListing {
  listingId: string;
  organizationId: string;
  propertyId: string;
  unitId: string;
  /** Key of the platform's plugin. */
  platform: string;
  status: 'active' | 'paused' | 'deleted';
  mode: 'ical' | 'manual';
  /** Sealed with the listing's id as context. */
  sealedImportUrl: Buffer | null;
  /** Of the listing, else of the organization's platform, else null: the plugin's own range. */
  intervalMinutes: number | null;
  revision: number;
}

/** Reads a listing inside the tenant wall; undefined when the organization has none of that id. */
export async function readListing(tx: ClientBase, listingId: string): Promise<ImportListing | undefined> {
  const { rows } = await tx.query<ImportListing>({
    name: 'read-import-listing',
    text: `SELECT l.id AS "listingId", l.organization_id AS "organizationId", u.property_id AS "propertyId",
             l.unit_id AS "unitId", p.key AS platform, l.status, l.mode, l.import_url_encrypted AS "sealedImportUrl",
             coalesce(l.sync_interval_minutes, p.sync_interval_minutes) AS "intervalMinutes", l.revision
           FROM gateway.listings l
           JOIN gateway.units u ON u.id = l.unit_id
           JOIN gateway.ota_platforms p ON p.id = l.platform_id
           WHERE l.id = $1`,
    values: [listingId],
  });
  return rows[0];
}
