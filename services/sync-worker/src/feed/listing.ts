import type { Platform } from '@roomnight/platforms/platform';
import { platformOf, type PlatformRow } from '@roomnight/platforms/registry';
import { resolveSettings, type Settings, settingValues } from '@roomnight/platforms/settings';

/** A listing as a poll needs it. */
export interface ImportListing {
  listingId: string;
  organizationId: string;
  propertyId: string;
  unitId: string;
  /** Row of `gateway.ota_platforms`: the organization's account there. */
  platformId: string;
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

/** What {@link LISTING_COLUMNS} give. */
export interface ListingRow
  extends Omit<ImportListing, 'settings' | 'platform' | 'platformRow'>, PlatformRow {
  own: unknown;
  organizations: unknown;
}

export const LISTING_TABLES = `gateway.listings l JOIN gateway.units u ON u.id = l.unit_id
  JOIN gateway.ota_platforms p ON p.id = l.platform_id`;

export const LISTING_COLUMNS = `l.id AS "listingId", l.organization_id AS "organizationId",
  u.property_id AS "propertyId", l.unit_id AS "unitId", p.id AS "platformId", p.key, p.name, p.base, p.definition,
  l.status, l.mode, l.import_url_encrypted AS "sealedImportUrl", l.revision, l.settings AS own,
  p.settings AS organizations`;

/** A listing with its platform and its settings made out. */
export function toListing(row: ListingRow): ImportListing {
  const { listingId, organizationId, propertyId, unitId, platformId, status, mode, sealedImportUrl } = row;
  const { key, name, base, definition } = row;
  const platformRow = { key, name, base, definition };
  const platform = platformOf(platformRow);
  const settings = settingValues(resolveSettings(platform.defaults, row.organizations, row.own));
  const ids = { listingId, organizationId, propertyId, unitId, platformId };
  return { ...ids, platform, platformRow, status, mode, sealedImportUrl, settings, revision: row.revision };
}
