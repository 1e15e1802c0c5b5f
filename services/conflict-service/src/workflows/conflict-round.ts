import type { ConflictRoundActivities } from '@roomnight/contracts/conflict-round';
import { proxyActivities } from '@temporalio/workflow';

/**
 * Keeps conflicts true that end and begin without a booking: by the settings and the status of a listing, and by what
 * platforms have not fetched. One activity that never succeeds, so its history stays empty.
 */
export async function ConflictRound(): Promise<void> {
  const { reviewListings } = proxyActivities<ConflictRoundActivities>({
    startToCloseTimeout: '10m',
    heartbeatTimeout: '2m',
    retry: { initialInterval: '10s', backoffCoefficient: 2, maximumInterval: '1m' },
  });
  await reviewListings();
}
