import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { BareActivities } from './bare.ts';

/** An activity that does nothing but ask to be called again. @param count is called each time */
export function bareActivities(retryMs: number, count: () => void): BareActivities {
  return {
    async failAndRetry() {
      count();
      throw ApplicationFailure.create({
        type: 'NoChange',
        message: 'unchanged at 12:04 IST; next about 12:41 IST (30–60 min, quiet)',
        nextRetryDelay: retryMs,
        category: ApplicationFailureCategory.BENIGN,
      });
    },
  };
}
