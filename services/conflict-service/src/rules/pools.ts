import type { Night } from '@roomnight/calendar/night';
import { nightSet } from '@roomnight/calendar/night-set';
import { assignRooms, type RoomClaim } from './assign-rooms.ts';
import type { Fact, Scope } from './fact.ts';
import type { Wants } from './mirrors.ts';
import { firstBooked, inOrder, type NightOrder } from './night-order.ts';

/** The room that a booking of a pool has from now on; null where it needs none. */
export interface Assignment {
  readonly bookingId: string;
  readonly unitId: string | null;
}

/**
 * What changes of the rooms that bookings of pools have. A guest who has arrived keeps the room, and a booking of a room
 * itself stays in it; all others may be moved, as long as each has one room for the whole of its stay.
 *
 * @param facts active ones: of a pool and its rooms all from today on
 */
export function assignPools(
  scope: Scope,
  facts: readonly Fact[],
  wants: Wants,
  today: Night,
  order: NightOrder = firstBooked,
): Assignment[] {
  return [...scope].flatMap(([poolId, { isPool, leaves }]) => {
    if (isPool !== true) return [];
    const rooms = leaves.toSorted();
    const concerned = facts.filter(({ unitId }) => unitId === poolId || rooms.includes(unitId));
    const claims = inOrder(concerned, order).map((fact): RoomClaim => {
      const isRooms = fact.unitId !== poolId;
      const room = isRooms ? fact.unitId : (fact.assignedUnitId ?? null);
      const isFixed = isRooms || (room !== null && fact.checkIn <= today);
      return { id: fact.id, nights: isRooms ? nightSet([fact]) : wants(fact), room, isFixed };
    });
    const had = new Map(claims.map(({ id, room }) => [id, room]));
    return [...assignRooms(rooms, claims)]
      .filter(([id, room]) => had.get(id) !== room)
      .map(([bookingId, unitId]) => ({ bookingId, unitId }));
  });
}
