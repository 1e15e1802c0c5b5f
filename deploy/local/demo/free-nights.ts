import { addNights, type Night } from '@roomnight/calendar/night';
import { nightSet, subtract } from '@roomnight/calendar/night-set';
import { type Stay, stayLength } from '@roomnight/calendar/stay';

/** The first `nights` free nights from `from` on, before `to`, that nobody of `held` holds. */
export function freeNights(
  held: readonly Stay[],
  { from, to, nights }: { from: Night; to: Night; nights: number },
): Stay | undefined {
  const free = subtract([{ checkIn: from, checkOut: to }], nightSet(held));
  const gap = free.find((stay) => stayLength(stay) >= nights);
  return gap && { checkIn: gap.checkIn, checkOut: addNights(gap.checkIn, nights) };
}
