import type { Listing } from '@roomnight/database/entities/listing';
import { Unit } from '@roomnight/database/entities/unit';
import { configure } from '../configuration.ts';
import type { App, Session } from '../context.ts';
import { InvalidInput } from '../failures.ts';
import { lockListing } from './find-listing.ts';
import { sealImportUrl } from './import-url.ts';
import { withInterval } from './settings.ts';
import { tellFeed } from './tell-feed.ts';

interface Input {
  listingId: string;
  importUrl?: string | null | undefined;
  syncIntervalMinutes?: number | null | undefined;
}

/**
 * Changes a listing's feed or interval and lets a running import notice.
 *
 * @throws {InvalidInput} @throws {NotFound}
 */
export async function updateListing(app: App, session: Session, input: Input): Promise<Listing> {
  const listing = await configure(app, session, async ({ em, now, record, announce }) => {
    const changing = await lockListing(em, input.listingId);
    const before = settingsOf(changing);
    if (input.importUrl) {
      if (changing.mode === 'manual') {
        throw new InvalidInput('importUrl', 'A listing kept by hand has no feed.');
      }
      em.assign(changing, sealImportUrl(app, changing.id, input.importUrl));
    } else if (input.importUrl !== undefined) {
      em.assign(changing, { importUrlEncrypted: null, importUrlHint: null });
    }
    changing.settings = withInterval(changing.settings, input.syncIntervalMinutes);
    changing.revision += 1;
    changing.updatedAt = now;
    record({
      action: 'listing.updated',
      subjectKind: 'listing',
      subjectId: changing.id,
      reason: 'changed by a member',
      before,
      after: settingsOf(changing),
    });
    const { propertyId } = await em.findOneOrFail(Unit, { id: changing.unitId });
    announce({ type: 'ListingChanged', listingId: changing.id, unitId: changing.unitId, propertyId });
    return changing;
  });
  await tellFeed(app, session, listing);
  return listing;
}

function settingsOf({ importUrlHint, settings }: Listing) {
  return { importUrl: importUrlHint ?? null, settings };
}
