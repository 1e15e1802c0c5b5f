import {
  allHandlersFinished,
  condition,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { BookingCancellationInput, CancellationAnswer } from '@roomnight/contracts/booking';
import { cancel } from '@roomnight/contracts/booking-messages';
import { searchAttributes } from '@roomnight/contracts/search-attributes';
import { cancelBooking } from './transactions.ts';

/** Cancels one direct booking or releases one block, answers whoever asked, and is over. */
export async function BookingCancellation(input: BookingCancellationInput): Promise<CancellationAnswer> {
  let cancelled: Promise<CancellationAnswer> | undefined;
  const cancelOnce = (): Promise<CancellationAnswer> => (cancelled ??= cancelBooking(input));
  setHandler(cancel, cancelOnce);

  try {
    const answer = await cancelOnce();
    upsertSearchAttributes([
      { key: searchAttributes.organization, value: input.organizationId },
      { key: searchAttributes.state, value: answer.kind },
    ]);
    setCurrentDetails(SENTENCES[answer.kind]);
    return answer;
  } finally {
    await condition(allHandlersFinished);
  }
}

const SENTENCES: Record<CancellationAnswer['kind'], string> = {
  cancelled: 'Cancelled: its nights are free, or with a booking that still wanted them.',
  alreadyCancelled: 'It was cancelled before: nothing changed.',
  ownedByPlatform: 'A platform sold it: only its feed can cancel it. Nothing changed.',
  notFound: 'There is no such booking in this organization. Nothing changed.',
};
