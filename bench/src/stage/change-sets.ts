import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { PutBooking } from '@roomnight/contracts/change-set';
import type { Organization } from './organization.ts';

/** Makes every unit a listing on one platform. @returns their ids, in the order of the units */
export async function createListings(
  admin: Pool,
  { organizationId, unitIds }: Pick<Organization, 'organizationId' | 'unitIds'>,
): Promise<string[]> {
  const now = new Date();
  const platformId = randomUUID();
  const listingIds = unitIds.map(() => randomUUID());
  await admin.query(
    `INSERT INTO gateway.ota_platforms (id, organization_id, key, name, type, created_at)
     VALUES ($1, $2, 'airbnb', 'Airbnb', 'ical', $3)`,
    [platformId, organizationId, now],
  );
  await admin.query(
    `INSERT INTO gateway.listings (id, organization_id, unit_id, platform_id, mode, created_at, updated_at)
     SELECT id, $1, unit_id, $2, 'ical', $3, $3 FROM unnest($4::uuid[], $5::uuid[]) AS l (id, unit_id)`,
    [organizationId, platformId, now, listingIds, unitIds],
  );
  return listingIds;
}

/** Writes down what polls found, one change set a listing, as sync-worker does. @returns their ids */
export async function createChangeSets(
  admin: Pool,
  organizationId: string,
  found: readonly { readonly listingId: string; readonly changes: readonly PutBooking[] }[],
): Promise<string[]> {
  const ids = found.map(() => randomUUID());
  await admin.query(
    `INSERT INTO sync.change_sets (id, organization_id, listing_id, sync_run_id, changes, created_at)
     SELECT id, $1, listing_id, id, changes, $2 FROM unnest($3::uuid[], $4::uuid[], $5::jsonb[]) AS s (id, listing_id, changes)`,
    [
      organizationId,
      new Date(),
      ids,
      found.map(({ listingId }) => listingId),
      found.map(({ changes }) => JSON.stringify(changes)),
    ],
  );
  return ids;
}

/** A stay as Airbnb's feed shows it, on nights that nobody has. */
export function stayOf(checkIn: string, checkOut: string): PutBooking {
  const bookingId = randomUUID();
  return {
    op: 'put',
    bookingId,
    kind: 'stay',
    tentative: false,
    checkIn,
    checkOut,
    icalUid: `${bookingId}@airbnb.com`,
    reason: 'Its summary is "Reserved".',
    guest: { phoneLast4: '4321', reservationCode: 'HMABCDEFGH' },
  };
}
