import type { ChecklistReconcileActivities } from '@roomnight/contracts/checklist';
import { proxyActivities } from '@temporalio/workflow';

/**
 * Makes checklists match calendars, and workflows match checklists, for ever: a crash between two of them leaves
 * them apart. Two activities that never succeed, so its history stays empty.
 */
export async function ChecklistReconciler(): Promise<void> {
  const { reconcileListings, repairWorkflows } = proxyActivities<ChecklistReconcileActivities>({
    startToCloseTimeout: '1h',
    heartbeatTimeout: '2m',
    retry: { initialInterval: '10s', backoffCoefficient: 2, maximumInterval: '1m' },
  });
  await Promise.all([reconcileListings(), repairWorkflows()]);
}
