import { proxyLocalActivities } from '@temporalio/workflow';
import type { AvailabilityActivities } from '@roomnight/contracts/booking';
import { FAILURES } from '@roomnight/contracts/failures';
import type { RecurringBlockActivities } from '@roomnight/contracts/recurring-block';

/**
 * Local, so that an update is answered in one workflow task. Whoever asked waits, so a lost connection is tried again
 * soon; and for as long as it takes, because what was asked for must be answered one way or the other.
 */
export const {
  claimNights,
  confirmHold,
  releaseHold,
  expireHold,
  cancelBooking,
  decideMirror,
  expandRecurringBlock,
  endRecurringBlock,
} = proxyLocalActivities<AvailabilityActivities & RecurringBlockActivities>({
  startToCloseTimeout: '10 seconds',
  retry: {
    initialInterval: '100 milliseconds',
    backoffCoefficient: 2,
    maximumInterval: '5 seconds',
    nonRetryableErrorTypes: [FAILURES.notFound, FAILURES.idempotencyKeyReused],
  },
});
