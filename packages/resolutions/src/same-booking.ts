import { sameStay } from '@roomnight/calendar/stay';
import { free, type Option, type Rank } from './option.ts';
import { compareTexts } from './fit.ts';
import type { Booking, Question } from './question.ts';
import { nameOf } from './words.ts';

/** That there is no conflict: both rows are one booking. Only of one unit, and not against a person's word. */
export function sameBookingOptions({ bookings, sameness }: Question): Option[] {
  const [one, other] = byTime(bookings[0], bookings[1]);
  if (one.unitId !== other.unitId || sameness.saidDifferent) return [];
  const [rank, reason] = signOf();
  return [
    {
      resolution: { kind: 'sameBooking', bookingId: one.id, otherBookingId: other.id },
      summary: `Say that the ${nameOf(one)} and the ${nameOf(other)} are one booking`,
      reason,
      cost: free('Nothing. It is remembered, and can be taken back.'),
      rank,
      burdensKeeper: false,
      detail: [],
      automatic: rank === 'certainly_the_same' ? 'same_booking' : null,
    },
  ];

  function signOf(): [Rank, string] {
    if (sameness.code) return ['certainly_the_same', 'Both have the same reservation code.'];
    if (sameness.guest) return ['perhaps_the_same', 'Both name the same guest.'];
    const mayBeCopy = one.cannotTell || other.cannotTell;
    if (mayBeCopy && sameStay(one, other))
      return [
        'perhaps_the_same',
        'They have the same nights, and one calendar does not tell guests from closed nights.',
      ];
    return ['hardly_the_same', 'Only if you know that one guest holds both.'];
  }
}

function byTime(a: Booking, b: Booking): [Booking, Booking] {
  const order = a.createdAt.getTime() - b.createdAt.getTime() || compareTexts(a.id, b.id);
  return order < 0 ? [a, b] : [b, a];
}
