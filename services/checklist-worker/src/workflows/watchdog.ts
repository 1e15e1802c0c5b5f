import type { WatchdogActivities } from '@roomnight/contracts/watchdog';
import { proxyActivities } from '@temporalio/workflow';

/**
 * Looks after every feed, for ever, and raises alerts. It is no business of the sync-workers, so it notices when all of
 * them are dead. One activity that never succeeds, so its history stays empty.
 */
export async function Watchdog(): Promise<void> {
  const { watch } = proxyActivities<WatchdogActivities>({
    startToCloseTimeout: '10m',
    heartbeatTimeout: '2m',
    retry: { initialInterval: '10s', backoffCoefficient: 2, maximumInterval: '1m' },
  });
  await watch();
}
