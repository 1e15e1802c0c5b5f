import type { ClientBase } from 'pg';
import { pluginOf } from '@roomnight/platforms/plugin-of';
import type { PlatformRow } from '@roomnight/platforms/registry';
import { resolveSettings, settingValues } from '@roomnight/platforms/settings';
import type { Scope } from '../rules/fact.ts';
import type { ListingTerms, Terms } from '../rules/terms.ts';

/** A listing whose terms are not those of an open one that prepares nothing. */
export interface TermsRow {
  listingId: string;
  unitId: string;
  isClosed: boolean;
  own: unknown;
  platform: PlatformRow & { settings: unknown };
}

/**
 * The terms of the listings of every unit in reach. Must be read under the units' locks, so that whoever reviews a
 * listing after its terms changed comes after those that read the old ones.
 */
export async function loadTerms(tx: ClientBase, scope: Scope): Promise<Terms> {
  return readTerms(await loadTermsRows(tx, [...scope.keys()]));
}

/** Most listings say nothing, and are not read: no platform of the registry prepares nights by itself. */
export async function loadTermsRows(tx: ClientBase, unitIds: readonly string[]): Promise<TermsRow[]> {
  const { rows } = await tx.query<TermsRow>({ name: 'listing-terms', text: TERMS, values: [unitIds] });
  return rows;
}

const TERMS = `
  SELECT s.id AS "listingId", s.unit_id AS "unitId", s.status <> 'active' AS "isClosed", s.settings AS own, to_jsonb(p) AS platform
  FROM gateway.listings s JOIN gateway.ota_platforms p ON p.id = s.platform_id
  WHERE s.unit_id = ANY($1::uuid[]) AND (s.status <> 'active'
    OR (coalesce(p.definition -> 'settings', '{}') || p.settings || s.settings)
      ?| ARRAY['preparationNightsBefore', 'preparationNightsAfter'])`;

export function readTerms(rows: readonly TermsRow[]): Terms {
  return new Map(
    rows.map(({ listingId, isClosed, own, platform }): [string, ListingTerms] => {
      const defaults = pluginOf(platform)?.defaults ?? {};
      const settings = settingValues(resolveSettings(defaults, platform.settings, own));
      const { preparationNightsBefore, preparationNightsAfter } = settings;
      return [listingId, { isClosed, preparationNightsBefore, preparationNightsAfter }];
    }),
  );
}
