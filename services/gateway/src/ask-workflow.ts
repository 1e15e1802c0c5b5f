import { FAILURES } from '@roomnight/contracts/failures';
import {
  type Client,
  isGrpcServiceError,
  WorkflowFailedError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure, TimeoutFailure } from '@temporalio/common';
import { GraphQLError } from 'graphql';
import { IdempotencyKeyReused, NotFound } from './failures.ts';

/**
 * Asks another service through its workflow, and waits no longer than `seconds` for the answer.
 *
 * @throws {NotFound} @throws {IdempotencyKeyReused} when the workflow refuses so
 * @throws {GraphQLError} SERVICE_UNAVAILABLE when nobody answers: what was asked may still be done
 */
export async function askWorkflow<T>(temporal: Client, seconds: number, ask: () => Promise<T>): Promise<T> {
  try {
    return await temporal.withDeadline(Date.now() + seconds * 1_000, ask);
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError) throw refusal(error) ?? error;
    const late = error instanceof WorkflowFailedError && isTimeout(error);
    if (error instanceof WorkflowFailedError && !late) throw refusal(error) ?? error;
    if (late || error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || isGrpcServiceError(error)) {
      throw new GraphQLError('This takes longer than it should. It is safe to try again.', {
        extensions: { code: 'SERVICE_UNAVAILABLE' },
      });
    }
    throw error;
  }
}

/** Nobody did the work in time. */
function isTimeout({ cause }: WorkflowFailedError): boolean {
  return cause instanceof TimeoutFailure || cause?.cause instanceof TimeoutFailure;
}

/** The failure of ours at the root of a failed update or workflow, if it is one the API knows. */
function refusal(error: Error): Error | undefined {
  let cause: unknown = error.cause;
  while (cause instanceof Error && !(cause instanceof ApplicationFailure)) cause = cause.cause;
  if (!(cause instanceof ApplicationFailure)) return undefined;
  if (cause.type === FAILURES.idempotencyKeyReused) return new IdempotencyKeyReused();
  if (cause.type === FAILURES.notFound) return new NotFound('This organization has no such thing.');
  return undefined;
}
