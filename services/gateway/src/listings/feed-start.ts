import { FEED_SYNC } from '@roomnight/contracts/feed-sync';
import { feedSyncStart } from '@roomnight/contracts/feed-sync-start';
import { placeName } from '@roomnight/contracts/place-name';
import type { Listing } from '@roomnight/database/entities/listing';
import { OtaPlatform } from '@roomnight/database/entities/ota-platform';
import { Property } from '@roomnight/database/entities/property';
import { Unit } from '@roomnight/database/entities/unit';
import { pluginKeyOf } from '@roomnight/platforms/registry';
import type { Session } from '../context.ts';

/** How the import of a listing is started. */
export async function feedStart({ em, viewer: { organizationId } }: Session, listing: Listing) {
  const [unit, platform] = await Promise.all([
    em.findOneOrFail(Unit, { id: listing.unitId }),
    em.findOneOrFail(OtaPlatform, { id: listing.platformId }),
  ]);
  const property = await em.findOneOrFail(Property, { id: unit.propertyId });
  const input = {
    organizationId,
    propertyId: unit.propertyId,
    listingId: listing.id,
    platform: pluginKeyOf(platform),
  };
  const summary = `${platform.name} feed of ${placeName(property.name, unit.name)}`;
  return { workflowType: FEED_SYNC, ...feedSyncStart(input, { platform: platform.key, summary }) };
}
