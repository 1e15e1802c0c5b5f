import { addNights } from '@roomnight/calendar/night';
import { intersect, type NightSet } from '@roomnight/calendar/night-set';
import type { Stay } from '@roomnight/calendar/stay';

/** Days by which a guest may come earlier or later and still be offered something like what was asked for. */
export const FARTHEST_SHIFT = 14;

/**
 * As many free nights in a row as were asked for, as near to them as there are any: at most one stay that begins
 * earlier and one that begins later, the nearer one first.
 *
 * @param taken what is held between {@link FARTHEST_SHIFT} days before and after the nights asked for
 * @param sellable the nights that can be booked at all
 */
export function nearestFree(asked: Stay, taken: NightSet, sellable: Stay): Stay[] {
  const found: Stay[] = [];
  const open = new Set([-1, 1]);
  for (let days = 1; days <= FARTHEST_SHIFT && open.size > 0; days++) {
    for (const direction of open) {
      const stay = shifted(asked, direction * days);
      if (!contains(sellable, stay) || intersect(taken, [stay]).length > 0) continue;
      found.push(stay);
      open.delete(direction);
    }
  }
  return found;
}

function shifted({ checkIn, checkOut }: Stay, days: number): Stay {
  return { checkIn: addNights(checkIn, days), checkOut: addNights(checkOut, days) };
}

function contains(outer: Stay, inner: Stay): boolean {
  return outer.checkIn <= inner.checkIn && inner.checkOut <= outer.checkOut;
}
