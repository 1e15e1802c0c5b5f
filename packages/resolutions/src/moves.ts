import { istNight } from '@roomnight/calendar/night';
import { contains, overlaps } from '@roomnight/calendar/stay';
import { compareLists, compareTexts, fittingUnits, shareLeaf, type Fit } from './fit.ts';
import { calendarOf, obstacles, type Calendar } from './free.ts';
import type { Booking, Place, Question } from './question.ts';

export interface Move {
  readonly booking: Booking;
  readonly from: Place;
  readonly to: Place;
  readonly fit: Fit;
}

/** Moves that make room one after the other: each unit is free once those before it are done. */
export type MoveSet = readonly Move[];

/** A guest can be asked to change rooms for another one; a whole house cannot. */
const MOST_MOVES = 3;
/** Units tried in all: a bound for houses of many rooms that are full. */
const MOST_TRIES = 5_000;
const MOST_SETS = 3;

/**
 * The best ways to put a booking elsewhere for all of its nights: sets of moves in which others make room, too.
 *
 * Who moves is only who must. A guest in the house, whoever sold it, is never moved; the other booking of the conflict
 * stays; guests who make room stay in their property. Fewer moves come first among those as near.
 */
export function moveSets(question: Question, booking: Booking): MoveSet[] {
  const calendar = calendarOf(question);
  const from = calendar.places.get(booking.unitId);
  if (from === undefined || !mayMove(question, booking)) return [];
  const targetsOf = targetsFor(question, calendar, booking);
  const within: MoveSet[] = [];
  for (let size = 1; size <= MOST_MOVES && within.length === 0; size++) {
    within.push(...setsOfSize(targetsOf, calendar, booking, size));
  }
  const free = question.elsewhere.filter(({ freeFor }) => freeFor.includes(booking.id));
  const elsewhere = fittingUnits(from, free).map(({ to, fit }): MoveSet => [{ booking, from, to, fit }]);
  return [...within, ...elsewhere].toSorted(compareSets).slice(0, MOST_SETS);
}

/** A unit that a booking could have once who is in the way there has moved. */
interface Target {
  readonly to: Place;
  readonly fit: Fit;
  readonly inTheWay: readonly Booking[];
}

/** The targets of each booking that may have to move when `first` does; each booking's are looked for once. */
function targetsFor(
  question: Question,
  calendar: Calendar,
  first: Booking,
): (booking: Booking) => readonly Target[] {
  const known = new Map<string, readonly Target[]>();
  return (booking) => {
    const found = known.get(booking.id) ?? findTargets(booking);
    known.set(booking.id, found);
    return found;
  };

  function findTargets(booking: Booking): Target[] {
    const from = calendar.places.get(booking.unitId);
    if (from === undefined) return [];
    return fittingUnits(from, question.places)
      .map(({ to, fit }) => ({ to, fit, inTheWay: obstacles(calendar, booking, to.id, booking) }))
      .filter(({ inTheWay }) =>
        inTheWay.every((other) => other.id === first.id || mayMakeRoom(question, other)),
      );
  }
}

/** Sets in which exactly `size` bookings move, each of them because it must. */
function setsOfSize(
  targetsOf: (booking: Booking) => readonly Target[],
  calendar: Calendar,
  booking: Booking,
  size: number,
): MoveSet[] {
  const found: MoveSet[] = [];
  let tries = MOST_TRIES;

  /** @param waiting bookings that must move and have no unit yet; their nights count as free */
  function place(waiting: readonly Booking[], placed: MoveSet): void {
    const [next, ...rest] = waiting;
    if (next === undefined) {
      if (placed.length === size) found.push(placed.toReversed());
      return;
    }
    const from = calendar.places.get(next.unitId);
    if (from === undefined) return;
    const leaving = new Set([...waiting, ...placed.map((move) => move.booking)].map(({ id }) => id));
    for (const { to, fit, inTheWay } of targetsOf(next)) {
      if (tries-- <= 0) return;
      const others = inTheWay.filter(({ id }) => !leaving.has(id));
      if (leaving.size + others.length > size) continue;
      if (placed.some((move) => overlaps(move.booking, next) && shareLeaf(move.to, to))) continue;
      place([...rest, ...others], [...placed, { booking: next, from, to, fit }]);
    }
  }
  place([booking], []);
  return found;
}

function mayMakeRoom(question: Question, other: Booking): boolean {
  return question.bookings.every(({ id }) => id !== other.id) && mayMove(question, other);
}

/** A stay that is known to be one, all of it ahead, and all of it in what was looked at. */
function mayMove({ window, now }: Question, booking: Booking): boolean {
  return booking.kind === 'stay' && booking.checkIn >= istNight(now) && contains(window, booking);
}

function compareSets(a: MoveSet, b: MoveSet): number {
  return compareLists(orderOf(a), orderOf(b)) || compareTexts(keyOf(a), keyOf(b));
}

function orderOf(set: MoveSet): number[] {
  return [
    Math.max(...set.map(({ fit }) => fit.distance)),
    set.length,
    set.filter(({ fit }) => fit.isDoubtful).length,
    set.reduce((sum, { fit }) => sum + fit.surplus, 0),
  ];
}

/** By the names of the units, as people would list them; ids make it total. */
function keyOf(set: MoveSet): string {
  const moves = set.toReversed();
  return [
    ...moves.map(({ to }) => to.name),
    ...moves.map(({ booking, to }) => `${booking.id} ${to.id}`),
  ].join('\n');
}
