import { ApplicationFailure } from '@temporalio/common';
import { FAILURES } from '@roomnight/contracts/failures';

/** No such row in this organization; trying again finds none either. */
export function notFound(what: string, id: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(`there is no ${what} ${id} in this organization`, FAILURES.notFound);
}

/** The key has answered another request. */
export function keyReused(): ApplicationFailure {
  return ApplicationFailure.nonRetryable(
    'this idempotency key was used before with another request',
    FAILURES.idempotencyKeyReused,
  );
}
