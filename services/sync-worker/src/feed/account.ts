import type { ClientBase } from 'pg';
import type { FeedFact } from '@roomnight/platforms/feed';
import type { NewId } from '../rules/changes.ts';
import type { ImportListing } from './listing.ts';

/** Whether another listing of the same account lost bookings within two hours of this one, and nothing is decided of them. */
export async function othersShrank(
  tx: ClientBase,
  { listingId, platformId, organizationId }: ImportListing,
  shrunkAt: Date,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'others-shrank',
    text: `SELECT FROM sync.feeds f JOIN gateway.listings l ON l.id = f.listing_id
           WHERE f.organization_id = $1 AND l.platform_id = $2 AND l.status = 'active' AND f.listing_id <> $3
             AND f.shrunk_at BETWEEN $4::timestamptz - interval '2 hours' AND $4::timestamptz + interval '2 hours'
           LIMIT 1`,
    values: [organizationId, platformId, listingId, shrunkAt],
  });
  return (rowCount ?? 0) > 0;
}

interface Orphan {
  bookingId: string;
  kind: 'stay' | 'block';
  checkIn: string;
  checkOut: string;
}

/**
 * The ids of bookings that a deleted listing of the same unit and account left behind, for those that the new listing
 * reports with the same nights and of the same kind: a listing made anew goes on with its bookings. Undefined when it
 * left none.
 */
export async function orphanIds(
  tx: ClientBase,
  { unitId, platformId }: ImportListing,
  today: string,
  newId: () => string,
): Promise<NewId | undefined> {
  const { rows } = await tx.query<Orphan>({
    name: 'orphaned-bookings',
    text: `SELECT b.id AS "bookingId", b.kind, b.check_in AS "checkIn", b.check_out AS "checkOut"
           FROM gateway.listings l JOIN availability.bookings b ON b.listing_id = l.id
           WHERE l.unit_id = $1 AND l.platform_id = $2 AND l.status = 'deleted' AND b.status = 'active'
             AND b.check_out > $3
           ORDER BY b.created_at, b.id`,
    values: [unitId, platformId, today],
  });
  if (rows.length === 0) return undefined;
  const left = Map.groupBy(rows, identity);
  return (fact) => (fact && left.get(identity(fact))?.shift()?.bookingId) ?? newId();
}

function identity({ kind, checkIn, checkOut }: Pick<FeedFact, 'kind' | 'checkIn' | 'checkOut'>): string {
  return `${kind} ${checkIn} ${checkOut}`;
}
