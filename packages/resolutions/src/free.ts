import { nightSet, type NightSet } from '@roomnight/calendar/night-set';
import { overlaps, type Stay } from '@roomnight/calendar/stay';
import type { Booking, Place, Question } from './question.ts';

/** Who takes which nights of the units of one property. */
export interface Calendar {
  readonly bookings: readonly Booking[];
  readonly places: ReadonlyMap<string, Place>;
}

/** The property's calendar, the two bookings of the conflict included; in an order of its own. */
export function calendarOf({ bookings, others, places }: Question): Calendar {
  return {
    bookings: [...bookings, ...others].toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)),
    places: new Map(places.map((place) => [place.id, place])),
  };
}

/** Whether taking one unit takes some of the other: they are the same, or one is a part of the other. */
export function shareLeaf({ places }: Calendar, one: string, other: string): boolean {
  const leaves = places.get(other)?.leaves ?? [];
  return (places.get(one)?.leaves ?? []).some((leaf) => leaves.includes(leaf));
}

/** The bookings that keep `booking` out of a unit for some nights: all that want them, but not what only shows it again. */
export function obstacles(calendar: Calendar, booking: Booking, unitId: string, stay: Stay): Booking[] {
  return calendar.bookings.filter(
    (other) =>
      other.id !== booking.id &&
      !other.shows.includes(booking.id) &&
      overlaps(other, stay) &&
      shareLeaf(calendar, unitId, other.unitId),
  );
}

/** The nights of a stay on which a unit is not free for a booking. */
export function takenNights(calendar: Calendar, booking: Booking, unitId: string, stay: Stay): NightSet {
  return nightSet(obstacles(calendar, booking, unitId, stay));
}
