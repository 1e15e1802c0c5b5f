import { addNights, istNight } from '@roomnight/calendar/night';
import { hasNight } from '@roomnight/calendar/night-set';
import { contains, eachNight, type Stay } from '@roomnight/calendar/stay';
import { compareLists, fittingUnits } from './fit.ts';
import { calendarOf, takenNights } from './free.ts';
import { isInHouse, type Booking, type Place, type Question } from './question.ts';

/** Some nights of a stay in one unit. */
export interface Part extends Stay {
  readonly unitId: string;
}

/** A guest who carries a suitcase more than twice would rather go home. */
const MOST_PARTS = 3;

/** The best way to spend the nights so far: changes of unit, nights away from the unit that was booked, and how good the units are. */
interface Way {
  readonly cost: readonly [parts: number, away: number, units: number];
  readonly parts: readonly Part[];
}

/**
 * The stay spent in several units of the property one after the other: the fewest changes of unit, then the most nights in the
 * unit that was booked, then the better units. Undefined if there is no way with a change, or with few enough of them.
 *
 * Nights that a guest in the house has slept stay where they were.
 */
export function splitStay(question: Question, booking: Booking): readonly Part[] | undefined {
  const calendar = calendarOf(question);
  const home = calendar.places.get(booking.unitId);
  if (home === undefined || booking.kind !== 'stay' || !contains(question.window, booking)) return undefined;
  const today = istNight(question.now);
  if (isInHouse(booking, today) && question.preferences.neverMoveInHouse) return undefined;
  const others = fittingUnits(home, question.places).map(({ to }) => to);
  const units = [home, ...others].map((place, rank) => ({
    place,
    rank,
    taken: takenNights(calendar, booking, place.id, booking),
  }));

  let ways: (Way | undefined)[] = [];
  for (const night of eachNight(booking)) {
    const best = ways.reduce<Way | undefined>((least, way) => better(least, way), undefined);
    const isOver = night < today;
    ways = units.map(({ place, rank, taken }) => {
      if (isOver ? rank > 0 : hasNight(taken, night)) return undefined;
      if (night === booking.checkIn) return began(place, rank, night);
      return better(stayed(ways[rank], rank), changed(best, place, rank, night));
    });
  }
  const found = ways.reduce<Way | undefined>((least, way) => better(least, way), undefined);
  if (found === undefined || found.parts.length < 2 || found.parts.length > MOST_PARTS) return undefined;
  return found.parts;
}

function began(place: Place, rank: number, night: string): Way {
  return { cost: [1, rank > 0 ? 1 : 0, rank], parts: [partOf(place, night)] };
}

function stayed(way: Way | undefined, rank: number): Way | undefined {
  const last = way?.parts.at(-1);
  if (way === undefined || last === undefined) return undefined;
  const [parts, away, units] = way.cost;
  const longer = { ...last, checkOut: addNights(last.checkOut, 1) };
  return {
    cost: [parts, away + (rank > 0 ? 1 : 0), units + rank],
    parts: [...way.parts.slice(0, -1), longer],
  };
}

/** After the best way so far; if that one ends in the same unit, staying there is better still. */
function changed(best: Way | undefined, place: Place, rank: number, night: string): Way | undefined {
  if (best === undefined || best.parts.at(-1)?.unitId === place.id) return undefined;
  const [parts, away, units] = best.cost;
  return {
    cost: [parts + 1, away + (rank > 0 ? 1 : 0), units + rank],
    parts: [...best.parts, partOf(place, night)],
  };
}

function partOf({ id }: Place, night: string): Part {
  return { unitId: id, checkIn: night, checkOut: addNights(night, 1) };
}

/** Of equally good ways the first: units come in a fixed order. */
function better(one: Way | undefined, other: Way | undefined): Way | undefined {
  if (one === undefined) return other;
  if (other === undefined) return one;
  return compareLists(other.cost, one.cost) < 0 ? other : one;
}
