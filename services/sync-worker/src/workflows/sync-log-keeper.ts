import { proxyActivities } from '@temporalio/workflow';
import type { LogKeepingActivities } from '@roomnight/contracts/sync-log';
import { QUEUES } from '@roomnight/contracts/queues';

/**
 * Rolls up days that are over and drops sync runs that were kept long enough, for ever. One activity that never
 * succeeds, so its history stays empty.
 */
export async function SyncLogKeeper(): Promise<void> {
  const { keepSyncLogs } = proxyActivities<LogKeepingActivities>({
    taskQueue: QUEUES.sync,
    startToCloseTimeout: '2h',
    heartbeatTimeout: '2m',
    retry: { initialInterval: '1m', backoffCoefficient: 2, maximumInterval: '1h' },
  });
  await keepSyncLogs();
}
