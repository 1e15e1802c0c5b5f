import { nightSet, subtract } from '@roomnight/calendar/night-set';
import type { Stay } from '@roomnight/calendar/stay';
import { stackInLanes } from './lanes.ts';

/** One cell of the grid: a booking or a whole free gap, with its true ends, never a single day. */
export type Run<Booking> =
  | { readonly kind: 'booking'; readonly stay: Stay; readonly lane: number; readonly booking: Booking }
  | { readonly kind: 'free'; readonly stay: Stay; readonly lane: 0 };

/** The runs of a unit within `range`, in the order the arrow keys walk them. */
export function runsOf<Booking extends Stay>(
  bookings: readonly Booking[],
  range: Stay,
): { runs: Run<Booking>[]; lanes: number } {
  const { laned, lanes } = stackInLanes(bookings);
  const taken = laned.map(({ booking, lane }): Run<Booking> => ({
    kind: 'booking',
    stay: booking,
    lane,
    booking,
  }));
  const free = subtract([range], nightSet(bookings)).map((stay): Run<Booking> => ({
    kind: 'free',
    stay,
    lane: 0,
  }));
  const runs = [...taken, ...free].toSorted(
    (a, b) => a.stay.checkIn.localeCompare(b.stay.checkIn) || a.lane - b.lane,
  );
  return { runs, lanes };
}
