import { asReader } from '@roomnight/database/tenant';
import { reviewListing, type ListingToReview } from './transaction/review-listing.ts';
import type { Service } from './transaction/service.ts';

export interface Reviewed {
  listings: number;
  failed: number;
}

/**
 * Reviews every listing, of all organizations, whose conflicts may be others than those that are kept: it changed since,
 * its platform should have fetched our calendar by now, or it had not. One that fails does not hold back the others.
 */
export async function reviewListings(
  service: Service,
  onEach: () => void,
  onFailure: (error: unknown, listing: ListingToReview) => void,
): Promise<Reviewed> {
  const listings = await findListings(service);
  const result = { listings: listings.length, failed: 0 };
  for (const listing of listings) {
    try {
      await reviewListing(service, listing);
    } catch (error) {
      result.failed += 1;
      onFailure(error, listing);
    }
    onEach();
  }
  return result;
}

function findListings({ pool, clock }: Service): Promise<ListingToReview[]> {
  return asReader(pool, 'reviewer', async (tx) => {
    const { rows } = await tx.query<ListingToReview>({
      name: 'listings-to-review',
      text: TO_REVIEW,
      values: [clock()],
    });
    return rows;
  });
}

/** Whether nights are exposed past their bound is looked at closely, listing by listing; here only whether any can be. */
const TO_REVIEW = `
  SELECT l.id AS "listingId", l.organization_id AS "organizationId" FROM gateway.listings l
  LEFT JOIN availability.listing_reviews r ON r.listing_id = l.id
  LEFT JOIN gateway.export_destinations d ON d.listing_id = l.id
  WHERE r.revision IS DISTINCT FROM l.revision
    OR (l.mode = 'ical' AND l.status <> 'deleted' AND d.fetched_at + d.interval_minutes * interval '1 minute' < $1::timestamptz)
    OR l.id IN (SELECT listing_id FROM availability.calendar_conflicts
      WHERE listing_id IS NOT NULL AND kind = 'potential' AND status <> 'resolved')
  ORDER BY l.id`;
