import { formatNights, formatStay } from '@roomnight/calendar/format';
import { istNight } from '@roomnight/calendar/night';
import { nightSet, subtract } from '@roomnight/calendar/night-set';
import { stayLength } from '@roomnight/calendar/stay';
import { burdenOf, cancelCost } from './cancel-cost.ts';
import { otherDates } from './change-dates.ts';
import { formatMoney } from './money.ts';
import { agreed, free, type Option } from './option.ts';
import type { Precedence } from './precedence.ts';
import { isGuests, isInHouse, type Booking, type Question } from './question.ts';
import { counted, nameOf, spansOf } from './words.ts';

/** Cancelling one of the two stays. Never of a guest in the house. */
export function cancelOptions(
  { now }: Question,
  { keeps, gives, why }: Precedence,
  booking: Booking,
): Option[] {
  if (booking.kind !== 'stay' || isInHouse(booking, istNight(now))) return [];
  const other = booking.id === keeps.id ? gives : keeps;
  const declines = booking.tentative && !other.tentative && isGuests(other);
  const isKept = other.id === keeps.id;
  return [
    {
      resolution: { kind: 'cancel', bookingId: booking.id },
      summary: `${declines ? 'Decline' : 'Cancel'} the ${nameOf(booking)}, keep the ${nameOf(other)}`,
      reason: isKept
        ? `The ${nameOf(other)} keeps the nights: ${why}.`
        : `The ${nameOf(booking)} would come first, because ${why}; the choice is yours.`,
      cost: cancelCost(booking, now),
      rank: declines ? 'decline_request' : 'cancel',
      burdensKeeper: !isKept,
      detail: [burdenOf(booking, now)],
      automatic: null,
    },
  ];
}

/** Opening the nights of a block for a stay. */
export function releaseOptions({ bookings }: Question, { keeps }: Precedence, block: Booking): Option[] {
  if (block.kind !== 'block') return [];
  const stay = bookings.find(({ id }) => id !== block.id);
  if (stay === undefined || !isGuests(stay)) return [];
  const others = subtract(nightSet([block]), nightSet([stay]));
  const alsoOpen =
    others.length === 0
      ? ''
      : ` Its other nights open too: ${spansOf(others)}. Close them again if you need them.`;
  const isOwn = block.platform === null;
  return [
    {
      resolution: { kind: 'releaseBlock', bookingId: block.id },
      summary: `Release the ${nameOf(block)}, keep the ${nameOf(stay)}`,
      reason: block.cannotTell
        ? `${block.platform?.name ?? 'Its feed'} does not tell guests from closed nights: if nobody booked these, open them.`
        : `A guest booked nights that ${isOwn ? 'you closed' : `are closed on ${block.platform.name}`}.`,
      cost: free(`Nothing.${alsoOpen}`),
      rank: block.cannotTell ? 'doubtful_block' : isOwn ? 'own_block' : 'block_on_platform',
      burdensKeeper: block.id === keeps.id,
      detail: [],
      // Only for somebody who certainly comes, and only what was closed here.
      automatic: isOwn && stay.kind === 'stay' && !stay.tentative ? 'release_block' : null,
    },
  ];
}

/** Other dates for one of the two stays, by agreement. */
export function dateOptions(question: Question, { keeps }: Precedence, booking: Booking): Option[] {
  return otherDates(question, booking).map(({ lost, shift, checkIn, checkOut }) => ({
    resolution: { kind: 'changeDates', bookingId: booking.id, checkIn, checkOut },
    summary: `${lost > 0 ? 'Shorten' : 'Shift'} the ${nameOf(booking)} to ${formatStay({ checkIn, checkOut })}`,
    reason:
      lost > 0
        ? `${formatNights({ checkIn, checkOut })} of it are free in the same unit.`
        : `The same unit is free for ${counted(stayLength(booking), 'night')} ${counted(shift, 'day')} ${checkIn < booking.checkIn ? 'earlier' : 'later'}.`,
    cost: lost > 0 ? priceOf(booking, lost) : free('Nothing, if the guest agrees.'),
    rank: 'change_dates',
    burdensKeeper: booking.id === keeps.id,
    detail: [lost, shift, checkIn < booking.checkIn ? 1 : 0],
    automatic: null,
  }));
}

function priceOf(booking: Booking, nights: number): ReturnType<typeof agreed> {
  const what = `The price of ${counted(nights, 'night')}`;
  if (booking.value === null) return agreed(`${what}, given back.`);
  const amount = ((booking.value / 100) * nights) / stayLength(booking);
  return { ...agreed(`${what}, about ${formatMoney(amount, 'INR')}, given back.`), amount };
}
