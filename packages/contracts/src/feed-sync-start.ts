import { TypedSearchAttributes } from '@temporalio/common';
import { type FeedSyncInput, feedSyncWorkflowId } from './feed-sync.ts';
import { QUEUES } from './queues.ts';
import { searchAttributes } from './search-attributes.ts';

/**
 * How a FeedSync is started, whoever starts it: everything ops find it by is set from its first moment.
 *
 * @param summary shown in Temporal UI beside the workflow's id: which feed it is, and no secret
 */
export function feedSyncStart(input: FeedSyncInput, summary: string) {
  return {
    workflowId: feedSyncWorkflowId(input.listingId),
    taskQueue: QUEUES.sync,
    args: [input] satisfies [FeedSyncInput],
    typedSearchAttributes: new TypedSearchAttributes([
      { key: searchAttributes.organization, value: input.organizationId },
      { key: searchAttributes.property, value: input.propertyId },
      { key: searchAttributes.platform, value: input.platform },
      { key: searchAttributes.state, value: 'new' },
    ]),
    staticSummary: summary,
  };
}
