import type { Listing } from '@roomnight/database/entities/listing';
import { configure } from '../configuration.ts';
import type { App, Session } from '../context.ts';
import { changedSettings, type SettingsChange } from '../platforms/change-settings.ts';
import { changeListing } from './change-listing.ts';
import { lockListing } from './find-listing.ts';
import { tellFeed } from './tell-feed.ts';

/**
 * Changes what a listing says otherwise than its organization and platform, and lets a running import notice.
 *
 * @throws {InvalidInput} @throws {NotFound}
 */
export async function updateListingSettings(
  app: App,
  session: Session,
  { listingId, settings }: { listingId: string; settings: SettingsChange },
): Promise<Listing> {
  const listing = await configure(app, session, async (change) => {
    const changing = await lockListing(change.em, listingId);
    return changeListing(change, changing, 'listing.settings-changed', () => {
      changing.settings = changedSettings(changing.settings, settings);
    });
  });
  await tellFeed(app, session, listing);
  return listing;
}
