import type { Listing } from '@roomnight/database/entities/listing';
import { ListingCredentials } from '@roomnight/database/entities/listing-credentials';
import { Unit } from '@roomnight/database/entities/unit';
import { configure } from '../configuration.ts';
import type { App, Session } from '../context.ts';
import { endExportTokens } from '../exports/end-export-tokens.ts';
import { lockListing } from './find-listing.ts';
import { tellFeed } from './tell-feed.ts';

const ACTIONS = { active: 'listing.resumed', paused: 'listing.paused', deleted: 'listing.deleted' } as const;

/**
 * Pauses, resumes or deletes a listing; one that is so already stays as it is.
 *
 * @throws {NotFound}
 */
export async function changeListingStatus(
  app: App,
  session: Session,
  listingId: string,
  status: Listing['status'],
): Promise<Listing> {
  const listing = await configure(app, session, async ({ em, now, record, announce }) => {
    const changing = await lockListing(em, listingId);
    const before = { status: changing.status };
    if (changing.status === status) return changing;
    changing.status = status;
    changing.revision += 1;
    changing.updatedAt = now;
    if (status === 'deleted') {
      await endExportTokens(em, changing.id, now);
      await em.nativeDelete(ListingCredentials, { listingId: changing.id });
    }
    record({
      action: ACTIONS[status],
      subjectKind: 'listing',
      subjectId: changing.id,
      reason: 'asked for by a member',
      before,
      after: { status },
    });
    const { propertyId } = await em.findOneOrFail(Unit, { id: changing.unitId });
    announce({ type: 'ListingChanged', listingId: changing.id, unitId: changing.unitId, propertyId });
    return changing;
  });
  await tellFeed(app, session, listing);
  return listing;
}
