import { activityInfo } from '@temporalio/activity';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';

/** Lets the benign failure that asks to be called again in half an hour be called again in a second. */
export function sooner(type: string, retryMs: number): ActivityInterceptorsFactory {
  return () => ({
    inbound: {
      async execute(input, next) {
        try {
          return await next(input);
        } catch (error) {
          if (!(error instanceof ApplicationFailure) || error.type !== type) throw error;
          throw again(type, error.message, retryMs);
        }
      },
    },
  });
}

/**
 * Spreads the polls of many feeds evenly over time, as they are in a fleet that has run for long: the first attempt of
 * each only waits, for any time up to `meanMs`, so that what became due while nobody was there does not come at once and
 * then, at once, is not due; each poll is followed by the next after half to one and a half of it.
 *
 * @param onFirst is called for each feed that came for the first time
 */
export function spread(type: string, meanMs: number, onFirst: () => void): ActivityInterceptorsFactory {
  const seen = new Set<string>();
  return () => ({
    inbound: {
      async execute(input, next) {
        const workflowId = activityInfo().workflowExecution?.workflowId ?? '';
        if (!seen.has(workflowId)) {
          seen.add(workflowId);
          onFirst();
          throw again(type, 'not polled yet', Math.random() * meanMs);
        }
        try {
          return await next(input);
        } catch (error) {
          if (!(error instanceof ApplicationFailure) || error.type !== type) throw error;
          throw again(type, error.message, (0.5 + Math.random()) * meanMs);
        }
      },
    },
  });
}

function again(type: string, message: string, nextRetryDelay: number): ApplicationFailure {
  const category = ApplicationFailureCategory.BENIGN;
  return ApplicationFailure.create({ type, message, nextRetryDelay, category });
}

/**
 * A clock that goes faster than the world's, so that what is due in an hour is due in a second.
 *
 * @param began when it still agreed with the world's, in epoch milliseconds: processes that say the same agree
 */
export function fastClock(times: number, began: number = Date.now()): () => Date {
  return () => new Date(began + (Date.now() - began) * times);
}
