import { addNights, istNight, laterNight, nightsBetween } from '@roomnight/calendar/night';
import { subtract } from '@roomnight/calendar/night-set';
import { stayLength, type Stay } from '@roomnight/calendar/stay';
import { calendarOf, takenNights } from './free.ts';
import { FARTHEST_SHIFT, nearestFree } from './nearest-free.ts';
import type { Booking, Question } from './question.ts';

export interface OtherDates extends Stay {
  /** Nights that the guest would not get. */
  readonly lost: number;
  /** Days by which the guest would come earlier or later; 0 where some of the nights stay. */
  readonly shift: number;
}

/**
 * Dates that a guest could agree to instead, in the same unit: as much of the stay as is free from its first night on or
 * up to its last one, and as many nights as were booked a little earlier or later. Not for a guest in the house.
 */
export function otherDates(question: Question, booking: Booking): OtherDates[] {
  const today = istNight(question.now);
  if (booking.kind !== 'stay' || booking.checkIn < today) return [];
  const { checkIn, checkOut } = booking;
  const around = {
    checkIn: addNights(checkIn, -FARTHEST_SHIFT),
    checkOut: addNights(checkOut, FARTHEST_SHIFT),
  };
  const taken = takenNights(calendarOf(question), booking, booking.unitId, around);
  const shorter = subtract([{ checkIn, checkOut }], taken)
    .filter((stay) => stay.checkIn === checkIn || stay.checkOut === checkOut)
    .map((stay) => ({ ...stay, lost: stayLength(booking) - stayLength(stay), shift: 0 }));
  // Beyond the window anything may be.
  const known = {
    checkIn: laterNight(today, question.window.checkIn),
    checkOut: question.window.checkOut,
  };
  const shifted = nearestFree({ checkIn, checkOut }, taken, known).map((stay) => ({
    ...stay,
    lost: 0,
    shift: Math.abs(nightsBetween(checkIn, stay.checkIn)),
  }));
  return [...shorter, ...shifted];
}
