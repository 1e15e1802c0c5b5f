import type { ClientBase } from 'pg';
import { istNight } from '@roomnight/calendar/night';
import { nightSet } from '@roomnight/calendar/night-set';
import type { Stay } from '@roomnight/calendar/stay';
import type { Platform } from '@roomnight/platforms/platform';
import { platformOf, type PlatformRow } from '@roomnight/platforms/registry';
import { EXPORTED_NIGHTS } from '../feed/exported-nights.ts';
import {
  type ImportListing,
  LISTING_COLUMNS,
  LISTING_TABLES,
  type ListingRow,
  toListing,
} from '../feed/listing.ts';
import type { Basis } from '../rules/evaluate.ts';
import { emptySnapshot, type FeedSnapshot } from '../rules/snapshot.ts';
import type { BookedStay, Destination } from './effect.ts';

/** A listing, and what a poll of its feed would be judged by. */
export interface KnownListing {
  readonly listing: ImportListing;
  readonly basis: Basis;
  readonly bookingWindowDays: number | undefined;
}

interface Row extends ListingRow {
  snapshot: FeedSnapshot | null;
  exportedNights: Stay[];
  bookingWindowDays: number | null;
}

/** Reads a listing without taking its feed from a poll under way; undefined when the organization has none of that id. */
export async function readKnownListing(
  tx: ClientBase,
  listingId: string,
  now: Date,
): Promise<KnownListing | undefined> {
  const { rows } = await tx.query<Row>({
    name: 'listing-to-examine',
    text: `SELECT ${LISTING_COLUMNS}, s.snapshot, ${EXPORTED_NIGHTS} AS "exportedNights",
             (SELECT booking_window_days FROM sync.feeds WHERE listing_id = l.id) AS "bookingWindowDays"
           FROM ${LISTING_TABLES} LEFT JOIN sync.feed_snapshots s ON s.listing_id = l.id WHERE l.id = $1`,
    values: [listingId, now],
  });
  const [row] = rows;
  if (row === undefined) return undefined;
  const listing = toListing(row);
  const { confirmMissingMinutes, importBlocks, horizonDays } = listing.settings;
  const basis: Basis = {
    snapshot: row.snapshot ?? emptySnapshot,
    now,
    exportedNights: nightSet(row.exportedNights),
    stableUids: listing.platform.ical?.stableUids ?? false,
    confirmMissingMinutes,
    imports: { importBlocks, horizonDays },
  };
  return { listing, basis, bookingWindowDays: row.bookingWindowDays ?? undefined };
}

/** What importing into a listing would meet. */
export async function destinationOf(
  tx: ClientBase,
  { listing, basis, bookingWindowDays }: KnownListing,
): Promise<Destination> {
  const booked = await readBooked(tx, listing.unitId, listing.listingId, basis.now);
  return { basis, bookingWindowDays, booked };
}

/** What importing into a unit would meet that is not on the platform yet. */
export async function newDestination(
  tx: ClientBase,
  unitId: string,
  platform: Platform | undefined,
  now: Date,
): Promise<Destination> {
  const stableUids = platform?.ical?.stableUids ?? false;
  const basis: Basis = { snapshot: emptySnapshot, now, exportedNights: [], stableUids };
  return { basis, booked: await readBooked(tx, unitId, null, now) };
}

/** The organization's platform of that key; undefined for none. */
export async function readPlatform(tx: ClientBase, key: string | null): Promise<Platform | undefined> {
  if (key === null) return undefined;
  const { rows } = await tx.query<PlatformRow>(
    'SELECT key, name, base, definition FROM gateway.ota_platforms WHERE key = $1',
    [key],
  );
  return rows[0] && platformOf(rows[0]);
}

/** Active bookings, not over, of the unit, its parts and what it is part of, but those of one listing. */
async function readBooked(
  tx: ClientBase,
  unitId: string,
  exceptListing: string | null,
  now: Date,
): Promise<BookedStay[]> {
  const { rows } = await tx.query<BookedStay>({
    name: 'booked-of-unit',
    text: `
      WITH RECURSIVE up AS (
        SELECT id, parent_unit_id FROM gateway.units WHERE id = $1
        UNION SELECT u.id, u.parent_unit_id FROM gateway.units u JOIN up ON u.id = up.parent_unit_id),
      down AS (
        SELECT id FROM gateway.units WHERE id = $1
        UNION SELECT u.id FROM gateway.units u JOIN down ON u.parent_unit_id = down.id)
      SELECT b.id AS "bookingId", b.kind, b.check_in AS "checkIn", b.check_out AS "checkOut",
        CASE WHEN b.listing_id IS NOT NULL THEN p.name || ' ' || b.kind
          WHEN b.kind = 'block' THEN 'owner block' ELSE 'direct booking' END AS holder
      FROM availability.bookings b
      LEFT JOIN gateway.listings l ON l.id = b.listing_id
      LEFT JOIN gateway.ota_platforms p ON p.id = l.platform_id
      WHERE b.unit_id IN (SELECT id FROM up UNION SELECT id FROM down) AND b.status = 'active'
        AND b.check_out > $3::date AND b.listing_id IS DISTINCT FROM $2::uuid
      ORDER BY b.check_in, b.id`,
    values: [unitId, exceptListing, istNight(now)],
  });
  return rows;
}
