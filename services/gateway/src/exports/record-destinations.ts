import type { PlatformRow } from '@roomnight/platforms/registry';
import type { PoolClient } from 'pg';
import { pluginOf } from '@roomnight/platforms/plugin-of';
import { type Destination, destinationAfter, observedMinutes, type Visit } from './destination.ts';

/** Of a platform of which nothing is known. */
const USUAL_MINUTES = 240;

interface Row extends Omit<Destination, 'visits'> {
  listingId: string;
  /** Milliseconds. */
  visits: number[];
}

/**
 * Writes down what the platforms of these listings know after these visits, within the organization's transaction. In the
 * order of ids, so that two processes never wait for each other; of two that do so at once the later visit stands.
 */
export async function recordDestinations(
  tx: PoolClient,
  organizationId: string,
  visits: readonly (Visit & { listingId: string })[],
): Promise<void> {
  const byListing = Map.groupBy(visits, ({ listingId }) => listingId);
  const listingIds = [...byListing.keys()];
  const { rows } = await tx.query<Row>({
    name: 'read-destinations',
    text: `SELECT listing_id AS "listingId", known_by_name AS "knownByName", fetched_at AS "fetchedAt",
             calendar_version AS version, token_id AS "tokenId",
             ARRAY(SELECT extract(epoch FROM visit) * 1000 FROM unnest(visits) AS visit)::float8[] AS visits
           FROM gateway.export_destinations WHERE listing_id = ANY ($1::uuid[])`,
    values: [listingIds],
  });
  const known = new Map(rows.map((row) => [row.listingId, toDestination(row)]));
  const platforms = await platformsOf(tx, listingIds);
  const written = listingIds.flatMap((listingId) => {
    const platform = platforms.get(listingId);
    const after = (byListing.get(listingId) ?? []).reduce(
      (before, visit) => destinationAfter(before, visit, platform?.key ?? ''),
      known.get(listingId),
    );
    if (!after) return [];
    const observed = observedMinutes(after.visits);
    const minutes = observed ?? platform?.usualMinutes ?? USUAL_MINUTES;
    const visits = `{${after.visits.map((visit) => visit.toISOString()).join(',')}}`;
    return [{ ...after, visits, listingId, minutes, observed: observed !== undefined }];
  });
  await tx.query({
    name: 'write-destinations',
    text: `INSERT INTO gateway.export_destinations (listing_id, organization_id, known_by_name, fetched_at,
             calendar_version, token_id, visits, interval_minutes, interval_observed)
           SELECT "listingId", $1, "knownByName", "fetchedAt", version, "tokenId",
             visits::timestamptz[], minutes, observed
           FROM jsonb_to_recordset($2) AS w ("listingId" uuid, "knownByName" boolean, "fetchedAt" timestamptz,
             version bigint, "tokenId" uuid, visits text, minutes int, observed boolean)
           ORDER BY "listingId"
           ON CONFLICT (listing_id) DO UPDATE SET known_by_name = excluded.known_by_name,
             fetched_at = excluded.fetched_at, calendar_version = excluded.calendar_version,
             token_id = excluded.token_id, visits = excluded.visits, interval_minutes = excluded.interval_minutes,
             interval_observed = excluded.interval_observed
           WHERE export_destinations.fetched_at <= excluded.fetched_at
             OR (excluded.known_by_name AND NOT export_destinations.known_by_name)`,
    values: [organizationId, JSON.stringify(written)],
  });
}

/** Each listing's platform: few, for many listings. */
async function platformsOf(tx: PoolClient, listingIds: readonly string[]) {
  const { rows: platforms } = await tx.query<PlatformRow & { listingIds: string[] }>({
    name: 'platforms-of-listings',
    text: `SELECT platform.key, platform.name, platform.base, platform.definition, listed.ids AS "listingIds"
           FROM (SELECT platform_id, array_agg(id) AS ids FROM gateway.listings WHERE id = ANY ($1::uuid[])
             GROUP BY platform_id) AS listed
           JOIN gateway.ota_platforms platform ON platform.id = listed.platform_id`,
    values: [listingIds],
  });
  return new Map(
    platforms.flatMap((platform) => {
      const usualMinutes = pluginOf(platform)?.ical?.exportPolling.usual;
      return platform.listingIds.map((id) => [id, { key: platform.key, usualMinutes }] as const);
    }),
  );
}

function toDestination({ listingId: _listing, visits, ...known }: Row): Destination {
  return { ...known, visits: visits.map((visit) => new Date(visit)) };
}
