import type { Stay } from '@roomnight/calendar/stay';

export interface Laned<Booking> {
  readonly booking: Booking;
  readonly lane: number;
}

/**
 * Bookings stacked so that none covers another: each goes to the first lane that is free on its check-in day.
 * A calendar without a conflict needs one lane; a turnover day is not an overlap.
 */
export function stackInLanes<Booking extends Stay>(
  bookings: readonly Booking[],
): { laned: Laned<Booking>[]; lanes: number } {
  const sorted = bookings.toSorted((a, b) => order(a.checkIn, b.checkIn) || order(b.checkOut, a.checkOut));
  const freeFrom: string[] = [];
  const laned = sorted.map((booking) => {
    const free = freeFrom.findIndex((night) => night <= booking.checkIn);
    const lane = free === -1 ? freeFrom.length : free;
    freeFrom[lane] = booking.checkOut;
    return { booking, lane };
  });
  return { laned, lanes: Math.max(1, freeFrom.length) };
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
