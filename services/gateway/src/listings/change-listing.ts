import type { Listing } from '@roomnight/database/entities/listing';
import { Unit } from '@roomnight/database/entities/unit';
import type { Change } from '../configuration.ts';

/** Changes a locked listing so that its import, its export and everybody who looks at it notice. */
export async function changeListing(
  { em, now, record, announce }: Change,
  listing: Listing,
  action: string,
  change: () => void,
): Promise<Listing> {
  const before = said(listing);
  change();
  listing.revision += 1;
  listing.updatedAt = now;
  record({
    action,
    subjectKind: 'listing',
    subjectId: listing.id,
    reason: 'changed by a member',
    before,
    after: said(listing),
  });
  const { propertyId } = await em.findOneOrFail(Unit, { id: listing.unitId });
  announce({ type: 'ListingChanged', listingId: listing.id, unitId: listing.unitId, propertyId });
  return listing;
}

function said({ mode, importUrlHint, settings }: Listing) {
  return { mode, importUrl: importUrlHint ?? null, settings };
}
