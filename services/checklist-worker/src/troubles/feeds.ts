import { platformOf, type PlatformRow } from '@roomnight/platforms/registry';
import { type OwnSettings, resolveSettings } from '@roomnight/platforms/settings';
import type { ClientBase } from 'pg';
import { feedAlertWords, feedRecoveries } from '../rules/alert-words.ts';
import { FEED_CONCERNS, feedTroubles, type WatchedFeed } from '../rules/feed-troubles.ts';
import type { Look } from '../rules/incidents.ts';
import type { TroubleSource } from './source.ts';

interface Row extends Omit<WatchedFeed, 'intervalMinutes' | 'platform'>, PlatformRow {
  own: unknown;
  organizations: unknown;
}

/** Every feed that is to be polled, of the organizations that the transaction sees. */
export async function readWatchedFeeds(tx: ClientBase): Promise<WatchedFeed[]> {
  const { rows } = await tx.query<Row>({
    name: 'watched-feeds',
    text: `SELECT l.organization_id AS "organizationId", l.id AS "listingId", p.key, p.name, p.base, p.definition,
             split_part(l.import_url_hint, ' ', 1) AS host, l.updated_at AS "listingChangedAt",
             l.settings AS own, p.settings AS organizations, f.health AS stored, f.health_since AS "storedSince",
             f.last_good_at AS "lastGoodAt", f.last_polled_at AS "lastPolledAt", f.error_class AS "errorClass",
             f.error_message AS "errorMessage"
           FROM gateway.listings l
           JOIN gateway.ota_platforms p ON p.id = l.platform_id
           LEFT JOIN sync.feeds f ON f.listing_id = l.id
           WHERE l.status = 'active' AND l.mode <> 'manual' AND l.import_url_hint IS NOT NULL
           ORDER BY l.id`,
  });
  return rows.map(({ own, organizations, key, name, base, definition, ...feed }) => {
    const settings = resolveSettings(defaultsOf({ key, name, base, definition }), organizations, own);
    return { ...feed, platform: key, intervalMinutes: settings.intervalMinutes.value };
  });
}

/** A platform that this release does not know, or cannot make of its definition, must not blind the watchdog. */
function defaultsOf(platform: PlatformRow): OwnSettings {
  try {
    return platformOf(platform).defaults;
  } catch {
    return {};
  }
}

/** Feeds that cannot be read, cannot be believed, or are not polled. */
export const feedSource: TroubleSource = {
  concerns: FEED_CONCERNS,
  words: feedAlertWords,
  recoveries: feedRecoveries,
  async find(tx, moment) {
    const byOrganization = Map.groupBy(await readWatchedFeeds(tx), ({ organizationId }) => organizationId);
    const looks = new Map<string, Look>();
    for (const [organizationId, feeds] of byOrganization) {
      looks.set(organizationId, feedTroubles(feeds, moment));
    }
    return looks;
  },
};
