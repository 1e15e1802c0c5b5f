import type { PlatformRow } from '@roomnight/platforms/registry';
import type { PoolClient } from 'pg';
import { pluginOf } from '../platforms/plugin-of.ts';
import { type Destination, destinationAfter, observedMinutes, type Visit } from './destination.ts';

/** Of a platform of which nothing is known. */
const USUAL_MINUTES = 240;

interface Row {
  listingId: string;
  platform: PlatformRow;
  known: (Omit<Destination, 'fetchedAt' | 'visits'> & { fetchedAt: string; visits: string[] }) | null;
}

/** Writes down what the platforms of these listings know after these visits, within the organization's transaction. */
export async function recordDestinations(
  tx: PoolClient,
  organizationId: string,
  visits: readonly (Visit & { listingId: string })[],
): Promise<void> {
  const byListing = Map.groupBy(visits, ({ listingId }) => listingId);
  // In the order of ids, so that two processes never wait for each other.
  const listingIds = [...byListing.keys()].toSorted();
  await tx.query({
    name: 'lock-destinations',
    text: 'SELECT FROM gateway.export_destinations WHERE listing_id = ANY ($1::uuid[]) ORDER BY listing_id FOR UPDATE',
    values: [listingIds],
  });
  const { rows } = await tx.query<Row>({
    name: 'read-destinations',
    text: `SELECT listing.id AS "listingId", to_jsonb(platform) AS platform,
             CASE WHEN d.listing_id IS NOT NULL THEN jsonb_build_object('knownByName', d.known_by_name,
               'fetchedAt', d.fetched_at, 'version', d.calendar_version, 'tokenId', d.token_id, 'visits', to_jsonb(d.visits))
             END AS known
           FROM gateway.listings listing
           JOIN gateway.ota_platforms platform ON platform.id = listing.platform_id
           LEFT JOIN gateway.export_destinations d ON d.listing_id = listing.id
           WHERE listing.id = ANY ($1::uuid[]) ORDER BY listing.id`,
    values: [listingIds],
  });
  for (const { listingId, platform, known } of rows) {
    const after = (byListing.get(listingId) ?? []).reduce(
      (before, visit) => destinationAfter(before, visit, platform.key),
      known === null ? undefined : toDestination(known),
    );
    if (after) await write(tx, organizationId, { listingId, platform }, after);
  }
}

async function write(
  tx: PoolClient,
  organizationId: string,
  { listingId, platform }: Pick<Row, 'listingId' | 'platform'>,
  { knownByName, fetchedAt, version, tokenId, visits }: Destination,
): Promise<void> {
  const observed = observedMinutes(visits);
  const minutes = observed ?? pluginOf(platform)?.ical?.exportPolling.usual ?? USUAL_MINUTES;
  await tx.query({
    name: 'write-destination',
    text: `INSERT INTO gateway.export_destinations (listing_id, organization_id, known_by_name, fetched_at,
             calendar_version, token_id, visits, interval_minutes, interval_observed)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
           ON CONFLICT (listing_id) DO UPDATE SET known_by_name = excluded.known_by_name,
             fetched_at = excluded.fetched_at, calendar_version = excluded.calendar_version,
             token_id = excluded.token_id, visits = excluded.visits, interval_minutes = excluded.interval_minutes,
             interval_observed = excluded.interval_observed
           WHERE export_destinations.fetched_at <= excluded.fetched_at
             OR (excluded.known_by_name AND NOT export_destinations.known_by_name)`,
    values: [
      listingId,
      organizationId,
      knownByName,
      fetchedAt,
      version,
      tokenId,
      visits,
      minutes,
      observed !== undefined,
    ],
  });
}

function toDestination({ fetchedAt, visits, ...known }: NonNullable<Row['known']>): Destination {
  return { ...known, fetchedAt: new Date(fetchedAt), visits: visits.map((visit) => new Date(visit)) };
}
