import type { Listing } from '@roomnight/database/entities/listing';
import { OtaPlatform } from '@roomnight/database/entities/ota-platform';
import { checkRoom } from '@roomnight/platforms/room';
import { configure } from '../configuration.ts';
import type { App, Session } from '../context.ts';
import { InvalidInput } from '../failures.ts';
import { changeListing } from './change-listing.ts';
import { checkMode } from './check-mode.ts';
import { lockListing } from './find-listing.ts';
import { sealImportUrl } from './import-url.ts';
import { tellFeed } from './tell-feed.ts';

interface RoomInput {
  roomName?: string | null | undefined;
  propertyCode?: string | null | undefined;
  roomCode?: string | null | undefined;
  roomsOfType?: number | null | undefined;
}

interface Input extends RoomInput {
  listingId: string;
  mode?: Listing['mode'] | null | undefined;
  importUrl?: string | null | undefined;
}

/**
 * Changes how a listing is kept right, its feed, or what its platform calls the room; a running import notices.
 *
 * @throws {InvalidInput} @throws {NotFound}
 */
export async function updateListing(app: App, session: Session, input: Input): Promise<Listing> {
  const listing = await configure(app, session, async (change) => {
    const changing = await lockListing(change.em, input.listingId);
    const platform = await change.em.findOneOrFail(OtaPlatform, { id: changing.platformId });
    const mode = input.mode ?? changing.mode;
    checkMode(platform, mode, input.importUrl);
    return changeListing(change, changing, 'listing.updated', () => {
      changing.mode = mode;
      if (input.importUrl) {
        Object.assign(changing, sealImportUrl(app, changing.id, input.importUrl));
      } else if (input.importUrl !== undefined) {
        Object.assign(changing, { importUrlEncrypted: null, importUrlHint: null });
      }
      changing.settings = withRoom(changing.settings, input);
    });
  });
  await tellFeed(app, session, listing);
  return listing;
}

/** What is kept of the room, with a change: what is not given stays, null is no longer said. */
function withRoom(
  kept: Record<string, unknown>,
  { roomName, propertyCode, roomCode, roomsOfType }: RoomInput,
): Record<string, unknown> {
  const given = Object.entries({ roomName, propertyCode, roomCode, roomsOfType }).filter(
    ([, value]) => value !== undefined,
  );
  const checked = checkRoom(Object.fromEntries(given.filter(([, value]) => value !== null)));
  if (!checked.ok) throw InvalidInput.of(checked.faults);
  const stays = Object.entries(kept).filter(([key]) => given.every(([changed]) => changed !== key));
  return { ...Object.fromEntries(stays), ...checked.room };
}
