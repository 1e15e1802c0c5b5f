import type { ClientBase } from 'pg';
import type { Platform } from '@roomnight/platforms/platform';
import { platformOf, type PlatformRow } from '@roomnight/platforms/registry';
import { resolveSettings, type Settings, settingValues } from '@roomnight/platforms/settings';

/** A listing as a poll needs it. */
export interface ImportListing {
  listingId: string;
  organizationId: string;
  propertyId: string;
  unitId: string;
  platform: Platform;
  /** What {@link platform} is made of again, later and elsewhere. */
  platformRow: PlatformRow;
  status: 'active' | 'paused' | 'deleted';
  mode: 'ical' | 'manual' | 'manual_verified';
  /** Sealed with the listing's id as context. */
  sealedImportUrl: Buffer | null;
  /** Of the listing, else of the organization, else of the platform. */
  settings: Settings;
  revision: number;
}

interface Row extends Omit<ImportListing, 'settings' | 'platform' | 'platformRow'>, PlatformRow {
  own: unknown;
  organizations: unknown;
}

/** Reads a listing inside the tenant wall; undefined when the organization has none of that id. */
export async function readListing(tx: ClientBase, listingId: string): Promise<ImportListing | undefined> {
  const { rows } = await tx.query<Row>({
    name: 'read-import-listing',
    text: `SELECT l.id AS "listingId", l.organization_id AS "organizationId", u.property_id AS "propertyId",
             l.unit_id AS "unitId", p.key, p.name, p.base, p.definition, l.status, l.mode, l.import_url_encrypted AS "sealedImportUrl",
             l.revision,
             l.settings AS own, p.settings AS organizations
           FROM gateway.listings l
           JOIN gateway.units u ON u.id = l.unit_id
           JOIN gateway.ota_platforms p ON p.id = l.platform_id
           WHERE l.id = $1`,
    values: [listingId],
  });
  const [row] = rows;
  if (row === undefined) return undefined;
  const { own, organizations, key, name, base, definition, ...listing } = row;
  const platformRow = { key, name, base, definition };
  const platform = platformOf(platformRow);
  const settings = settingValues(resolveSettings(platform.defaults, organizations, own));
  return { ...listing, platform, platformRow, settings };
}
