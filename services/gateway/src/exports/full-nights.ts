import { intersect, type NightSet, nightSet } from '@roomnight/calendar/night-set';
import type { HeldNights } from './entries.ts';

/**
 * The nights of a pool on which every room is held, as if one booking held them: whose they are differs from room to
 * room, and a platform that sells the room type is told only that none is left.
 */
export function fullNights(
  poolId: string,
  rooms: readonly string[],
  held: readonly (HeldNights & { unitId: string })[],
): HeldNights[] {
  const byRoom = Map.groupBy(held, ({ unitId }) => unitId);
  const [first = [], ...others] = rooms.map((room) => nightSet(byRoom.get(room) ?? []));
  const full = others.reduce<NightSet>(intersect, first);
  const changedAt = held.reduce((last, each) => (each.changedAt > last ? each.changedAt : last), new Date(0));
  // A room that only a block holds could be opened: what is told of stays alone is told of nights that have one.
  return full.map((nights): HeldNights => ({
    ...nights,
    bookingId: poolId,
    kind: held.some((each) => each.kind === 'stay' && intersect([each], [nights]).length > 0)
      ? 'stay'
      : 'block',
    listingId: null,
    changedAt,
  }));
}
