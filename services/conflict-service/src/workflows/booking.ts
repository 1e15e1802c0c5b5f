import {
  allHandlersFinished,
  condition,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import { formatInstantWithDayIst } from '@roomnight/calendar/format';
import type { BookingInput, ClaimAnswer, HoldAnswer } from '@roomnight/contracts/booking';
import { claim, confirm, release } from '@roomnight/contracts/booking-messages';
import { inTurn } from '@roomnight/contracts/in-turn';
import { searchAttributes } from '@roomnight/contracts/search-attributes';
import { claimNights, confirmHold, expireHold, releaseHold } from './transactions.ts';

/** So often the end of a hold is asked for where the service's clock is behind the server's. */
const PAUSE_MS = 1_000;

/**
 * One direct booking or block: claims its nights, answers whoever asked, and is over. Started without the update it
 * claims all the same, so that a request whose sender died is answered too.
 *
 * A hold lives on until it is confirmed, released or expired. What became of it the transactions say, by the stored
 * end: the timer only sees to it that somebody asks.
 */
export async function Booking(input: BookingInput): Promise<ClaimAnswer> {
  let claimed: Promise<ClaimAnswer> | undefined;
  let became: HoldAnswer['kind'] | undefined;
  const claimOnce = (): Promise<ClaimAnswer> => (claimed ??= claimNights(input));
  const takeTurn = inTurn();
  const hear = async (decide: () => Promise<HoldAnswer>): Promise<HoldAnswer> => {
    const answer = await takeTurn(decide);
    // A refused confirmation leaves a hold what it is: whoever took its nights may go.
    if (answer.kind !== 'held' && answer.kind !== 'refused') became = answer.kind;
    return answer;
  };
  setHandler(claim, claimOnce);
  setHandler(confirm, (decision) => hear(() => confirmHold(decision)));
  setHandler(release, (decision) => hear(() => releaseHold(decision)));

  try {
    const answer = await claimOnce();
    const heldUntil = answer.kind === 'accepted' ? answer.heldUntil : undefined;
    upsertSearchAttributes([
      { key: searchAttributes.organization, value: input.organizationId },
      { key: searchAttributes.state, value: heldUntil === undefined ? answer.kind : 'held' },
    ]);
    setCurrentDetails(describe(answer));
    if (answer.kind === 'refused' || heldUntil === undefined) return answer;

    const hold = { organizationId: input.organizationId, bookingId: answer.bookingId };
    const isOver = (): boolean => became !== undefined;
    while (!(await condition(isOver, Math.max(PAUSE_MS, Date.parse(heldUntil) - Date.now())))) {
      await hear(() => expireHold(hold));
    }
    upsertSearchAttributes([{ key: searchAttributes.state, value: became ?? 'held' }]);
    setCurrentDetails(`The hold is over: ${became}.`);
    return answer;
  } finally {
    await condition(allHandlersFinished);
  }
}

function describe(answer: ClaimAnswer): string {
  if (answer.kind === 'accepted') {
    const { bookingId, alsoBookingIds = [], heldUntil } = answer;
    const ids = [bookingId, ...alsoBookingIds].join(', ');
    if (heldUntil === undefined) return `Accepted as booking ${ids}.`;
    return `On hold as booking ${ids} until ${formatInstantWithDayIst(new Date(heldUntil))}.`;
  }
  const taken = answer.taken.map(({ checkIn, checkOut, holder }) => `${checkIn} to ${checkOut} (${holder})`);
  return `Refused. Taken: ${taken.join(', ')}.`;
}
