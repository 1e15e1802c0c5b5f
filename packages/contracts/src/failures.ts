/**
 * The `type` of every ApplicationFailure that crosses a process: its identity on the wire.
 */
export const FAILURES = {
  /** Nothing changed: benign, retried after its `nextRetryDelay`. Its message is what ops read on the pending activity. */
  noChange: 'NoChange',
  /** A newer poll of the feed began: this one wrote nothing. Retried, because the newer one may be a dead worker's. */
  stalePoll: 'StalePoll',
  /** The row an id names does not exist in that organization. Not retryable. */
  notFound: 'NotFound',
  /** The idempotency key was used before with another request. Not retryable. */
  idempotencyKeyReused: 'IdempotencyKeyReused',
} as const;
