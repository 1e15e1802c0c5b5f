import { proxyActivities } from '@temporalio/workflow';
import type { ReconcileActivities } from '@roomnight/contracts/feed-sync';
import { QUEUES } from '@roomnight/contracts/queues';

/**
 * Makes FeedSync workflows match listings, for ever: a crash between the two leaves a listing without its
 * workflow, or a workflow without its listing. One activity that never succeeds, so its history stays empty.
 */
export async function FeedReconciler(): Promise<void> {
  const { reconcileFeeds } = proxyActivities<ReconcileActivities>({
    taskQueue: QUEUES.sync,
    startToCloseTimeout: '5m',
    retry: { initialInterval: '10s', backoffCoefficient: 2, maximumInterval: '1m' },
  });
  await reconcileFeeds();
}
