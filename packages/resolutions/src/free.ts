import { nightSet, type NightSet } from '@roomnight/calendar/night-set';
import { overlaps, type Stay } from '@roomnight/calendar/stay';
import { compareTexts } from './fit.ts';
import type { Booking, Place, Question } from './question.ts';

/** Who takes which nights of the units of one property. */
export interface Calendar {
  readonly places: ReadonlyMap<string, Place>;
  /** The bookings that take a leaf, by the leaf's id; in an order of their own. */
  readonly onLeaf: ReadonlyMap<string, readonly Booking[]>;
}

/** The property's calendar, the two bookings of the conflict included. */
export function calendarOf({ bookings, others, places }: Question): Calendar {
  const byId = new Map(places.map((place) => [place.id, place]));
  const onLeaf = new Map<string, Booking[]>();
  for (const booking of [...bookings, ...others].toSorted((a, b) => compareTexts(a.id, b.id))) {
    for (const leaf of byId.get(booking.unitId)?.leaves ?? []) {
      const there = onLeaf.get(leaf);
      if (there === undefined) onLeaf.set(leaf, [booking]);
      else there.push(booking);
    }
  }
  return { places: byId, onLeaf };
}

/** The bookings that keep `booking` out of a unit for some nights: all that want them, but not what only shows it again. */
export function obstacles(
  { places, onLeaf }: Calendar,
  booking: Booking,
  unitId: string,
  stay: Stay,
): Booking[] {
  const there = (places.get(unitId)?.leaves ?? []).flatMap((leaf) => onLeaf.get(leaf) ?? []);
  const inTheWay = there.filter(
    (other) => other.id !== booking.id && !other.shows.includes(booking.id) && overlaps(other, stay),
  );
  // A whole house is on each of its rooms.
  return [...new Set(inTheWay)];
}

/** The nights of a stay on which a unit is not free for a booking. */
export function takenNights(calendar: Calendar, booking: Booking, unitId: string, stay: Stay): NightSet {
  return nightSet(obstacles(calendar, booking, unitId, stay));
}
