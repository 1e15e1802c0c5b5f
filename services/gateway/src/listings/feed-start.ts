import { type SearchAttributePair, TypedSearchAttributes } from '@temporalio/common';
import { FEED_SYNC, type FeedSyncInput, feedSyncWorkflowId } from '@roomnight/contracts/feed-sync';
import { QUEUES } from '@roomnight/contracts/queues';
import { searchAttributes } from '@roomnight/contracts/search-attributes';
import type { Listing } from '@roomnight/database/entities/listing';
import { OtaPlatform } from '@roomnight/database/entities/ota-platform';
import { Unit } from '@roomnight/database/entities/unit';
import type { Session } from '../context.ts';

/** How the import of a listing is started: everything ops find it by is set from its first moment. */
export async function feedStart({ em, viewer: { organizationId } }: Session, listing: Listing) {
  const [unit, platform] = await Promise.all([
    em.findOneOrFail(Unit, { id: listing.unitId }),
    em.findOneOrFail(OtaPlatform, { id: listing.platformId }),
  ]);
  const input: FeedSyncInput = {
    organizationId,
    propertyId: unit.propertyId,
    listingId: listing.id,
    platform: platform.key,
  };
  const attributes: SearchAttributePair[] = [
    { key: searchAttributes.organization, value: organizationId },
    { key: searchAttributes.property, value: unit.propertyId },
    { key: searchAttributes.platform, value: platform.key },
    { key: searchAttributes.state, value: 'new' },
  ];
  return {
    workflowType: FEED_SYNC,
    taskQueue: QUEUES.sync,
    workflowId: feedSyncWorkflowId(listing.id),
    args: [input] satisfies [FeedSyncInput],
    typedSearchAttributes: new TypedSearchAttributes(attributes),
    staticSummary: `${platform.name} feed of ${unit.name}`,
  };
}
