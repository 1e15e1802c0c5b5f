import { addNights, istNight } from '@roomnight/calendar/night';
import type { NightSet } from '@roomnight/calendar/night-set';
import type { PlatformRow } from '@roomnight/platforms/registry';
import { resolveSettings } from '@roomnight/platforms/settings';
import type { PoolClient } from 'pg';
import { pluginOf } from '@roomnight/platforms/plugin-of';
import { type ExposureState, exposureState } from './exposure-state.ts';
import { SOLD_ITSELF } from './own-sales.ts';

/** Nights that one booking holds here and another listing's platform can still sell. */
export interface Exposure {
  readonly listingId: string;
  readonly bookingId: string;
  readonly nights: NightSet;
  /** When the nights were taken here. */
  readonly since: Date;
  /** When the platform last fetched our calendar; null when it never did, or is told by hand. */
  readonly lastFetchAt: Date | null;
  /** When it is taken to know at the latest; null when nobody can say. */
  readonly expectedEnd: Date | null;
  readonly state: ExposureState;
}

/** Of which bookings on which listings; what is not said narrows nothing. */
export interface ExposureScope {
  readonly listingIds?: readonly string[] | undefined;
  /** Bookings that hold nights of these units or of their parts. */
  readonly unitIds?: readonly string[] | undefined;
  readonly bookingIds?: readonly string[] | undefined;
}

interface ListingRow {
  id: string;
  own: unknown;
  platform: PlatformRow & { settings: unknown };
}

type Row = Omit<Exposure, 'expectedEnd' | 'state' | 'lastFetchAt'> & {
  byHand: boolean;
  hasAddress: boolean;
  fetchedAt: Date | null;
  intervalMinutes: number | null;
};

/** More than anybody reads; what is sold soonest comes first. */
export const MOST_EXPOSURES = 500;

/**
 * Which nights are taken here and can still be sold elsewhere, soonest first, {@link MOST_EXPOSURES} at most. A night is
 * closed on a platform when the version that it was served last closes it, or, where a person does it, when the person
 * confirmed it. What a platform sold itself, and what its settings keep from it, is not exposed there.
 */
export async function readExposures(tx: PoolClient, scope: ExposureScope, now: Date): Promise<Exposure[]> {
  const today = istNight(now);
  const { rows: listings } = await tx.query<ListingRow>({
    name: 'listings-that-sell',
    text: LISTINGS_THAT_SELL,
    values: [scope.listingIds, scope.unitIds, scope.bookingIds],
  });
  const told = listings.map(({ own, platform }) => {
    const { exportContents, horizonDays } = resolveSettings(
      pluginOf(platform)?.defaults ?? {},
      platform.settings,
      own,
    );
    return { blocks: exportContents.value === 'everything', until: addNights(today, horizonDays.value) };
  });
  const { rows } = await tx.query<Row>({
    name: 'exposed-nights',
    text: EXPOSED_NIGHTS,
    values: [
      listings.map(({ id }) => id),
      told.map(({ blocks }) => blocks),
      told.map(({ until }) => until),
      today,
      now,
      scope.unitIds,
      scope.bookingIds,
      MOST_EXPOSURES,
    ],
  });
  return rows.map(({ byHand, hasAddress, fetchedAt, intervalMinutes, ...exposure }) => ({
    ...exposure,
    ...exposureState({ byHand, hasAddress, fetchedAt, intervalMinutes }, now),
  }));
}

/** The listings on which nights of the scope could be sold: a villa's and its rooms' are in each other's way. */
const LISTINGS_THAT_SELL = `
  SELECT listing.id, listing.settings AS own, to_jsonb(platform) AS platform
  FROM gateway.listings listing JOIN gateway.ota_platforms platform ON platform.id = listing.platform_id
  WHERE listing.status <> 'deleted'
    AND ($1::uuid[] IS NULL OR listing.id = ANY ($1))
    AND ($2::uuid[] IS NULL OR listing.unit_id IN (
      SELECT unnest($2)
      UNION SELECT parent_unit_id FROM gateway.units WHERE id = ANY ($2) AND parent_unit_id IS NOT NULL
      UNION SELECT id FROM gateway.units WHERE parent_unit_id = ANY ($2)))
    AND ($3::uuid[] IS NULL OR listing.unit_id IN (
      SELECT lock.unit_id FROM availability.availability_locks lock WHERE lock.booking_id = ANY ($3)
      UNION SELECT unit.parent_unit_id FROM availability.availability_locks lock JOIN gateway.units unit ON unit.id = lock.unit_id
      WHERE lock.booking_id = ANY ($3) AND unit.parent_unit_id IS NOT NULL))`;

/** Of a pool only nights are exposed on which no room is free. Only listings whose platform has another version than the current one are looked at closely: most have that one. */
export const EXPOSED_NIGHTS = `
  WITH asked AS (
    SELECT * FROM unnest($1::uuid[], $2::boolean[], $3::date[]) AS asked (listing_id, blocks, until)
  ), behind AS MATERIALIZED (
    SELECT listing.id, listing.mode <> 'ical' AS by_hand, asked.blocks, asked.until,
      destination.fetched_at, destination.interval_minutes, destination.token_id,
      coalesce((SELECT array_agg(part.id) FROM gateway.units part WHERE part.parent_unit_id = listing.unit_id),
        ARRAY[listing.unit_id]) AS leaves,
      CASE WHEN unit.is_pool THEN availability.taken_nights(unit.id, $4::date) END AS full_nights,
      coalesce(CASE WHEN listing.mode = 'ical' THEN served.nights ELSE acknowledged.nights END, '{}') AS known
    FROM asked JOIN gateway.listings listing ON listing.id = asked.listing_id
    JOIN gateway.units unit ON unit.id = listing.unit_id
    LEFT JOIN gateway.export_destinations destination ON destination.listing_id = listing.id
    LEFT JOIN gateway.export_versions served ON served.listing_id = listing.id
      AND served.calendar_version = destination.calendar_version
    LEFT JOIN gateway.exports export ON export.listing_id = listing.id
    LEFT JOIN checklists.acknowledged_nights acknowledged ON acknowledged.listing_id = listing.id
    WHERE listing.mode <> 'ical' OR export.current_until <= $5::timestamptz
      OR destination.calendar_version IS DISTINCT FROM listing.export_revision + coalesce(
        (SELECT sum(c.version) FROM availability.unit_calendars c WHERE c.unit_id = listing.unit_id
          OR c.unit_id IN (SELECT part.id FROM gateway.units part WHERE part.parent_unit_id = listing.unit_id)), 0)::bigint
  ), exposed AS (
    SELECT behind.id, behind.by_hand, behind.fetched_at, behind.interval_minutes, behind.token_id, lock.booking_id, lock.created_at,
      coalesce(behind.full_nights, '{(,)}') * datemultirange(lock.nights * daterange($4::date, NULL)) - behind.known - sold.nights AS nights
    FROM behind
    CROSS JOIN LATERAL (
      SELECT coalesce(range_agg(daterange(own.check_in, own.check_out)), '{}') AS nights
      FROM availability.bookings own
      WHERE own.listing_id = behind.id AND ${SOLD_ITSELF} AND own.check_out > $4::date) AS sold
    JOIN availability.availability_locks lock ON lock.unit_id = ANY (behind.leaves)
      AND lock.check_out > $4::date AND lock.check_in < behind.until
    JOIN availability.bookings booking ON booking.id = lock.booking_id
    WHERE booking.listing_id IS DISTINCT FROM behind.id AND (behind.blocks OR booking.kind = 'stay')
      AND ($6::uuid[] IS NULL OR lock.unit_id = ANY ($6)
        OR lock.unit_id IN (SELECT id FROM gateway.units WHERE parent_unit_id = ANY ($6)))
      AND ($7::uuid[] IS NULL OR lock.booking_id = ANY ($7))
  )
  SELECT exposed.id AS "listingId", booking_id AS "bookingId", min(exposed.created_at) AS since,
    (SELECT jsonb_agg(jsonb_build_object('checkIn', lower(run), 'checkOut', upper(run)) ORDER BY run)
      FROM unnest(range_agg(exposed.nights)) AS run) AS nights,
    by_hand AS "byHand", fetched_at AS "fetchedAt", interval_minutes AS "intervalMinutes",
    EXISTS (SELECT FROM gateway.export_tokens token WHERE token.listing_id = exposed.id AND token.id = coalesce(exposed.token_id, token.id)
      AND (token.expires_at IS NULL OR token.expires_at > $5::timestamptz)) AS "hasAddress"
  FROM exposed WHERE NOT isempty(exposed.nights)
  GROUP BY exposed.id, booking_id, by_hand, fetched_at, interval_minutes, exposed.token_id
  ORDER BY lower(range_agg(exposed.nights)), exposed.id, booking_id LIMIT $8`;
