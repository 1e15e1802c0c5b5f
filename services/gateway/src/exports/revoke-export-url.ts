import { Unit } from '@roomnight/database/entities/unit';
import type { Listing } from '@roomnight/database/entities/listing';
import { configure } from '../configuration.ts';
import type { App, Session } from '../context.ts';
import { lockListing } from '../listings/find-listing.ts';
import { endExportTokens } from './end-export-tokens.ts';

/**
 * Ends every address of a listing's export at once: from now on its platform hears of no change. Another address is made
 * by rotating.
 *
 * @throws {NotFound}
 */
export async function revokeExportUrl(app: App, session: Session, listingId: string): Promise<Listing> {
  return configure(app, session, async ({ em, now, record, announce }) => {
    const listing = await lockListing(em, listingId);
    await endExportTokens(em, listing.id, now);
    record({
      action: 'listing.export-url-revoked',
      subjectKind: 'listing',
      subjectId: listing.id,
      reason: 'asked for by a member',
    });
    const { propertyId } = await em.findOneOrFail(Unit, { id: listing.unitId });
    announce({ type: 'ListingChanged', listingId: listing.id, unitId: listing.unitId, propertyId });
    return listing;
  });
}
