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
          const category = ApplicationFailureCategory.BENIGN;
          throw ApplicationFailure.create({
            type,
            message: error.message,
            nextRetryDelay: retryMs,
            category,
          });
        }
      },
    },
  });
}

/** A clock that goes faster than the world's, so that what is due in an hour is due in a second. */
export function fastClock(times: number): () => Date {
  const began = Date.now();
  return () => new Date(began + (Date.now() - began) * times);
}
