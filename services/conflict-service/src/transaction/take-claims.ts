import { DatabaseError } from 'pg';
import type { BookingInput, ClaimAnswer } from '@roomnight/contracts/booking';
import { claimNights, type ClaimResult } from './claim-nights.ts';
import { expireHold } from './end-hold.ts';
import { inBatches } from './in-batches.ts';
import { retryLostRaces } from './retry.ts';
import type { Service } from './service.ts';

/** While one computes another one writes; beyond that they only take processors from each other. */
const TRANSACTIONS_AT_ONCE = 3;

/** Eight share most of what a transaction costs, few are claimed anew where one fails, and nobody waits long for others. */
const CLAIMS_IN_ONE = 8;

/**
 * Takes claims: those that come while others of their organization are under way share a transaction, as far as they can.
 * Each is answered as if it had come alone, and the same request gets the same answer for ever.
 *
 * @param onApart told, once for each transaction that failed, why its claims go alone
 * @returns what claims the nights of one request; throws ApplicationFailure `NotFound` or `IdempotencyKeyReused`,
 *   neither retryable
 */
export function takeClaims(
  service: Service,
  onApart: (error: Error) => void,
): (input: BookingInput) => Promise<ClaimAnswer> {
  const queues = new Map<string, (requestId: string) => Promise<ClaimResult>>();

  function queueOf(organizationId: string) {
    let queue = queues.get(organizationId);
    if (queue === undefined) {
      queue = inBatches({
        atOnce: TRANSACTIONS_AT_ONCE,
        most: CLAIMS_IN_ONE,
        run: (requestIds) => claimTogether(organizationId, requestIds),
      });
      queues.set(organizationId, queue);
    }
    return queue;
  }

  async function claimTogether(
    organizationId: string,
    requestIds: readonly string[],
  ): Promise<ClaimResult[]> {
    try {
      const results = await claimNights(service, organizationId, new Set(requestIds), 'short');
      return requestIds.map((id) => results.get(id) ?? { kind: 'notTogether' });
    } catch (error) {
      // Where one of them fails so does their transaction; by itself each learns what is the matter with it.
      if (!(error instanceof DatabaseError)) throw error;
      onApart(error);
      return requestIds.map(() => ({ kind: 'notTogether' }));
    }
  }

  return async (input) => {
    let result = await queueOf(input.organizationId)(input.requestId);
    for (;;) {
      if (result.kind === 'accepted' || result.kind === 'refused') return result;
      if (result.kind === 'failed') throw result.error;
      // Each in a transaction of its own: a hold may reach over units that this claim has not locked.
      for (const bookingId of result.kind === 'holdsOver' ? result.bookingIds : [])
        await expireHold(service, { organizationId: input.organizationId, bookingId });
      result = await claimAlone(service, input);
    }
  };
}

async function claimAlone(
  service: Service,
  { organizationId, requestId }: BookingInput,
): Promise<ClaimResult> {
  const results = await retryLostRaces(() =>
    claimNights(service, organizationId, new Set([requestId]), 'long'),
  );
  const result = results.get(requestId);
  if (result === undefined || result.kind === 'notTogether')
    throw new Error(`the claim of request ${requestId} came to nothing`);
  return result;
}
