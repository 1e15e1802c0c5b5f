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
 * @returns what claims the nights of one request; throws ApplicationFailure `NotFound` or `IdempotencyKeyReused`,
 *   neither retryable
 */
export function takeClaims(service: Service): (input: BookingInput) => Promise<ClaimAnswer> {
  const queues = new Map<string, (requestId: string) => Promise<ClaimResult>>();

  function queueOf(organizationId: string) {
    let queue = queues.get(organizationId);
    if (queue === undefined) {
      queue = inBatches({
        atOnce: TRANSACTIONS_AT_ONCE,
        most: CLAIMS_IN_ONE,
        async run(requestIds: readonly string[]) {
          const results = await claimNights(service, organizationId, new Set(requestIds));
          return requestIds.map((id): ClaimResult => results.get(id) ?? { kind: 'notTogether' });
        },
      });
      queues.set(organizationId, queue);
    }
    return queue;
  }

  return async (input) => {
    // Where one of them fails so does their transaction; by itself each learns what is the matter with it.
    const shared = await queueOf(input.organizationId)(input.requestId).catch(() => undefined);
    return (shared && answerOf(shared)) ?? claimAlone(service, input);
  };
}

async function claimAlone(
  service: Service,
  { organizationId, requestId }: BookingInput,
): Promise<ClaimAnswer> {
  for (;;) {
    const results = await retryLostRaces(() => claimNights(service, organizationId, new Set([requestId])));
    const result = results.get(requestId);
    const answer = result && answerOf(result);
    if (answer !== undefined) return answer;
    if (result?.kind !== 'holdsOver') throw new Error(`the claim of request ${requestId} came to nothing`);
    // Each in a transaction of its own: a hold may reach over units that this claim has not locked.
    for (const bookingId of result.bookingIds) await expireHold(service, { organizationId, bookingId });
  }
}

/** @throws ApplicationFailure what no other attempt would change */
function answerOf(result: ClaimResult): ClaimAnswer | undefined {
  if (result.kind === 'failed') throw result.error;
  return result.kind === 'accepted' || result.kind === 'refused' ? result : undefined;
}
