import { TypedSearchAttributes } from '@temporalio/common';
import { type FeedSyncInput, feedSyncWorkflowId } from './feed-sync.ts';
import { QUEUES } from './queues.ts';
import { searchAttributes } from './search-attributes.ts';

/**
 * How a FeedSync is started, whoever starts it: everything ops find it by is set from its first moment.
 *
 * @param shown what ops see of it in Temporal UI: the organization's platform, and in `summary` which feed it is. No secret.
 */
export function feedSyncStart(input: FeedSyncInput, shown: { platform: string; summary: string }) {
  return {
    workflowId: feedSyncWorkflowId(input.listingId),
    taskQueue: QUEUES.sync,
    args: [input] satisfies [FeedSyncInput],
    typedSearchAttributes: new TypedSearchAttributes([
      { key: searchAttributes.organization, value: input.organizationId },
      { key: searchAttributes.property, value: input.propertyId },
      { key: searchAttributes.platform, value: shown.platform },
      { key: searchAttributes.state, value: 'new' },
    ]),
    staticSummary: shown.summary,
  };
}
