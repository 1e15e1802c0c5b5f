import {
  allHandlersFinished,
  condition,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { BookingInput, ClaimAnswer } from '@roomnight/contracts/booking';
import { claim } from '@roomnight/contracts/booking-messages';
import { searchAttributes } from '@roomnight/contracts/search-attributes';
import { claimNights } from './transactions.ts';

/**
 * One direct booking or block: claims its nights, answers whoever asked, and is over. Started without the update it
 * claims all the same, so that a request whose sender died is answered too.
 */
export async function Booking(input: BookingInput): Promise<ClaimAnswer> {
  let claimed: Promise<ClaimAnswer> | undefined;
  const claimOnce = (): Promise<ClaimAnswer> => (claimed ??= claimNights(input));
  setHandler(claim, claimOnce);

  try {
    const answer = await claimOnce();
    upsertSearchAttributes([
      { key: searchAttributes.organization, value: input.organizationId },
      { key: searchAttributes.state, value: answer.kind },
    ]);
    setCurrentDetails(describe(answer));
    return answer;
  } finally {
    await condition(allHandlersFinished);
  }
}

function describe(answer: ClaimAnswer): string {
  if (answer.kind === 'accepted') return `Accepted as booking ${answer.bookingId}.`;
  const taken = answer.taken.map(({ checkIn, checkOut, holder }) => `${checkIn} to ${checkOut} (${holder})`);
  return `Refused. Taken: ${taken.join(', ')}.`;
}
