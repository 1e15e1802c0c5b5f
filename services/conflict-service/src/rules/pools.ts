import type { Night } from '@roomnight/calendar/night';
import { nightSet } from '@roomnight/calendar/night-set';
import { assignRooms, type RoomClaim } from './assign-rooms.ts';
import { isHold, type Fact, type Scope } from './fact.ts';
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
    const claims = inOrder(concerned, order).map((fact): Claim => {
      const isRooms = fact.unitId !== poolId;
      const room = isRooms ? fact.unitId : (fact.assignedUnitId ?? null);
      const isHeld = isHold(fact);
      const isFixed = isRooms || (room !== null && fact.checkIn <= today && !isHeld);
      return { id: fact.id, nights: isRooms ? nightSet([fact]) : wants(fact), room, isFixed, isHeld };
    });
    const had = new Map(claims.map(({ id, room }) => [id, room]));
    return [...roomsFor(rooms, claims)]
      .filter(([id, room]) => had.get(id) !== room)
      .map(([bookingId, unitId]) => ({ bookingId, unitId }));
  });
}

interface Claim extends RoomClaim {
  readonly isHeld: boolean;
}

/** Where there is no room for all, holds give way: they get what the others leave. */
function roomsFor(rooms: readonly string[], claims: readonly Claim[]): Map<string, string | null> {
  const all = assignRooms(rooms, claims);
  const { held = [], booked = [] } = Object.groupBy(claims, ({ isHeld }) => (isHeld ? 'held' : 'booked'));
  if (!all.isShared || held.length === 0) return all.roomOf;
  const first = assignRooms(rooms, booked).roomOf;
  const settled = booked.map((claim) => ({
    ...claim,
    room: first.get(claim.id) ?? claim.room,
    isFixed: true,
  }));
  return new Map([...first, ...assignRooms(rooms, [...settled, ...held]).roomOf]);
}
