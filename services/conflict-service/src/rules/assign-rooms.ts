import { countNights, intersect, union, type NightSet } from '@roomnight/calendar/night-set';

/** A booking that needs a room of a pool. */
export interface RoomClaim {
  readonly id: string;
  readonly nights: NightSet;
  /** The room it has; null while it has none. */
  readonly room: string | null;
  /** Its guest has arrived, or it is a booking of that very room: it stays where it is. */
  readonly isFixed: boolean;
}

/** Looks at so many rooms at most before it gives up. Without bookings that stay where they are it never looks twice. */
const MOST_LOOKS = 20_000;

/**
 * A room for the whole of each claim. Who has a room keeps it where that is possible; who has none gets one that is free, else
 * the others move to make room. Only where that cannot be done do two share a room: then the later one goes where
 * it finds the fewest nights taken.
 *
 * @param rooms equal ones
 * @param claims the earlier by precedence first; all of them on the nights of those that may move
 * @returns the room of each claim that is not fixed, null of those that want no night; and whether any has to share
 */
export function assignRooms(
  rooms: readonly string[],
  claims: readonly RoomClaim[],
): { roomOf: Map<string, string | null>; isShared: boolean } {
  const fixed = claims.filter(({ isFixed }) => isFixed);
  const movable = claims.filter(({ isFixed }) => !isFixed);
  const wanting = movable.filter(({ nights }) => nights.length > 0);
  const taken = takenBy(rooms, fixed);
  const placed: RoomClaim[] = [];
  const place = (claim: RoomClaim, room: string): void => {
    placed.push({ ...claim, room });
    taken.set(room, union(taken.get(room) ?? [], claim.nights));
  };
  for (const claim of wanting) if (isFree(taken, claim, claim.room)) place(claim, claim.room);
  const isPlaced = new Set(placed.map(({ id }) => id));
  const sharing: RoomClaim[] = [];
  for (const claim of wanting.filter(({ id }) => !isPlaced.has(id))) {
    const free = rooms.find((room) => isFree(taken, claim, room));
    if (free !== undefined) {
      place(claim, free);
      continue;
    }
    const moved = makeRoom(rooms, fixed, [...placed, claim]);
    if (moved === undefined) {
      sharing.push(claim);
      continue;
    }
    placed.splice(0, placed.length, ...moved);
    for (const [room, nights] of takenBy(rooms, [...fixed, ...moved])) taken.set(room, nights);
  }
  const shared = sharing.map((claim) => ({ ...claim, room: leastTaken(rooms, taken, claim) }));
  const roomOf = new Map([...placed, ...shared].map(({ id, room }) => [id, room]));
  return {
    roomOf: new Map(movable.map(({ id }) => [id, roomOf.get(id) ?? null])),
    isShared: sharing.length > 0,
  };
}

/** A room for each, none shared, by looking at one after the other from the earliest on; undefined if there is no way. */
function makeRoom(
  rooms: readonly string[],
  fixed: readonly RoomClaim[],
  claims: readonly RoomClaim[],
): RoomClaim[] | undefined {
  const sorted = claims.toSorted((a, b) => (firstOf(a) < firstOf(b) ? -1 : firstOf(a) > firstOf(b) ? 1 : 0));
  let looks = 0;
  const placeFrom = (at: number, taken: Map<string, NightSet>): RoomClaim[] | undefined => {
    const claim = sorted[at];
    if (claim === undefined) return [];
    const ownFirst = rooms.toSorted((a, b) => Number(b === claim.room) - Number(a === claim.room));
    for (const room of ownFirst) {
      if (++looks > MOST_LOOKS) return undefined;
      if (!isFree(taken, claim, room)) continue;
      const nights = union(taken.get(room) ?? [], claim.nights);
      const rest = placeFrom(at + 1, new Map(taken).set(room, nights));
      if (rest !== undefined) return [{ ...claim, room }, ...rest];
    }
    return undefined;
  };
  return placeFrom(0, takenBy(rooms, fixed));
}

function takenBy(rooms: readonly string[], claims: readonly RoomClaim[]): Map<string, NightSet> {
  const taken = new Map<string, NightSet>(rooms.map((room) => [room, []]));
  for (const { room, nights } of claims) {
    if (room !== null) taken.set(room, union(taken.get(room) ?? [], nights));
  }
  return taken;
}

function isFree(
  taken: ReadonlyMap<string, NightSet>,
  { nights }: RoomClaim,
  room: string | null,
): room is string {
  const held = room === null ? undefined : taken.get(room);
  return held !== undefined && intersect(held, nights).length === 0;
}

function leastTaken(
  rooms: readonly string[],
  taken: ReadonlyMap<string, NightSet>,
  { nights, room }: RoomClaim,
): string | null {
  const contested = (each: string) => countNights(intersect(taken.get(each) ?? [], nights));
  const ownFirst = rooms.toSorted((a, b) => Number(b === room) - Number(a === room));
  return ownFirst.toSorted((a, b) => contested(a) - contested(b))[0] ?? null;
}

function firstOf({ nights }: RoomClaim): string {
  return nights[0]?.checkIn ?? '';
}
