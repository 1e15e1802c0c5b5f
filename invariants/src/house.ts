import { createHash, randomBytes } from 'node:crypto';
import type { Stay } from '@roomnight/calendar/stay';
import { hashOfToken } from '@roomnight/gateway/exports/new-export-token';
import type { PlatformName } from '@roomnight/simulator/dialects/dialect';
import type { DialectName } from '@roomnight/simulator/dialects/registry';
import type { Listing } from '@roomnight/simulator/listing';
import { configure } from '@roomnight/simulator/world';
import { History } from './history.ts';
import type { Stage } from './stage.ts';
import { Witness } from './witness.ts';

/** One listing, as it is here and as it is out there. */
export interface Place {
  /** Of `gateway.listings`. */
  readonly listingId: string;
  readonly unitId: string;
  readonly name: string;
  /** The platform's own truth. */
  readonly outside: Listing;
  /** The listing whose feed it imports, instead of our export. */
  readonly follows: Listing | undefined;
  /** Another platform imports its feed. */
  readonly isFollowed: boolean;
  readonly history: History;
  readonly witness: Witness;
}

/** Units of an organization of their own, listed on simulated platforms, whose calendars are empty. */
export interface House {
  readonly organizationId: string;
  readonly userId: string;
  readonly unitIds: readonly string[];
  readonly places: readonly Place[];
  /** Nights that people here booked, by booking. */
  readonly direct: Map<string, Stay & { unitId: string }>;
}

interface Listed {
  readonly unit: number;
  readonly platform: PlatformName;
  readonly dialect?: DialectName;
  /** Imports the feed of that place of this list. */
  readonly follows?: number;
}

/**
 * A unit on three platforms that know each other only through us; one of the same Airbnb account whose feed a Google
 * calendar publishes again; and one whose platforms import each other beside us.
 */
const LISTED: readonly Listed[] = [
  { unit: 0, platform: 'airbnb' },
  { unit: 0, platform: 'vrbo' },
  { unit: 0, platform: 'booking_com' },
  { unit: 1, platform: 'airbnb', dialect: 'airbnb-2024' },
  { unit: 1, platform: 'google', follows: 3 },
  { unit: 1, platform: 'gommt' },
  { unit: 2, platform: 'airbnb' },
  { unit: 2, platform: 'vrbo', dialect: 'vrbo-fr', follows: 6 },
];
const UNITS = 3;

/** A feed of any origin is read by the plugin for what has none of its own. */
const pluginOf = (platform: PlatformName) => (platform === 'google' ? 'generic_ical' : platform);

/** The same in each life: how long a feed waits for its next poll depends on it. */
function id(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export async function newHouse(stage: Stage): Promise<House> {
  const { admin, simulation, secrets, feedsUrl } = stage;
  const { now } = stage.time;
  const [organizationId, propertyId, userId] = [id('organization'), id('property'), id('user')];
  const unitIds = Array.from({ length: UNITS }, (_, unit) => id(`unit ${unit}`));
  const platformIds = new Map(LISTED.map(({ platform }) => [pluginOf(platform), id(pluginOf(platform))]));
  await admin.query(
    `INSERT INTO auth.organizations (id, name, slug, created_at) VALUES ($1::uuid, 'Goa', $1::text, $2)`,
    [organizationId, now],
  );
  await admin.query(
    `INSERT INTO gateway.ota_platforms (id, organization_id, key, name, type, created_at)
     SELECT p.id, $1, p.key, p.key, 'ical', $2 FROM unnest($3::uuid[], $4::text[]) AS p (id, key)`,
    [organizationId, now, [...platformIds.values()], [...platformIds.keys()]],
  );
  await admin.query(
    `INSERT INTO gateway.properties (id, organization_id, name, city, created_at) VALUES ($1, $2, 'Casa', 'Goa', $3)`,
    [propertyId, organizationId, now],
  );
  await admin.query(
    `INSERT INTO gateway.units (id, organization_id, property_id, name, created_at)
     SELECT id, $1, $2, 'Casa', $3 FROM unnest($4::uuid[]) AS id`,
    [organizationId, propertyId, now, unitIds],
  );
  const places: Place[] = [];
  for (const [number, { unit, platform, dialect, follows: source }] of LISTED.entries()) {
    const listingId = id(`listing ${number}`);
    const unitId = unitIds[unit] ?? '';
    const token = randomBytes(32).toString('base64url');
    const outside = simulation.create({
      platform,
      dialect,
      name: `Casa ${unit}`,
      occupancy: 0,
      sellRate: 0,
      seed: places.length,
    });
    const follows = source === undefined ? undefined : places[source]?.outside;
    const isFollowed = LISTED.some((other) => other.follows === number);
    // What it imported from us and showed to its follower would come back, and keep itself alive for ever.
    if (isFollowed) configure(outside, { reexportImported: false }, now);
    simulation.followExport(outside, follows ? feedsUrl + follows.feedPath : `http://exports/${token}`);
    await admin.query(
      `INSERT INTO gateway.listings (id, organization_id, unit_id, platform_id, mode, import_url_encrypted,
         import_url_hint, created_at, updated_at) VALUES ($1, $2, $3, $4, 'ical', $5, 'hint', $6, $6)`,
      [
        listingId,
        organizationId,
        unitId,
        platformIds.get(pluginOf(platform)),
        secrets.seal(feedsUrl + outside.feedPath, listingId),
        now,
      ],
    );
    await admin.query(
      `INSERT INTO gateway.export_tokens (organization_id, listing_id, token_hash, token_encrypted, token_hint, created_at)
       VALUES ($1, $2, $3, 'sealed', 'hint', $4)`,
      [organizationId, listingId, hashOfToken(token), now],
    );
    const name = `${outside.dialect} of unit ${unit}`;
    places.push({
      listingId,
      unitId,
      name,
      outside,
      follows,
      isFollowed,
      history: new History(),
      witness: new Witness(),
    });
  }
  return { organizationId, userId, unitIds, places, direct: new Map() };
}

/** The platforms forget the house, so that a long run stays small. */
export function leave({ simulation }: Stage, { places }: House): void {
  for (const { outside } of places) simulation.remove(outside.id);
}
