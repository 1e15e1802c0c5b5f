import { addNights, earlierNight, isNight, laterNight, nightsBetween, type Night } from './night.ts';

/** The nights `[checkIn, checkOut)`: the check-out day is free for the next guest. */
export interface Stay {
  readonly checkIn: Night;
  readonly checkOut: Night;
}

/** Whether both ends are dates that exist and at least one night lies between them. */
export function isStay({ checkIn, checkOut }: Stay): boolean {
  return isNight(checkIn) && isNight(checkOut) && checkIn < checkOut;
}

/** The stay itself; throws {@link InvalidStayError} when it holds no night or its dates do not exist. */
export function parseStay(checkIn: string, checkOut: string): Stay {
  const stay = { checkIn, checkOut };
  if (!isStay(stay)) throw new InvalidStayError(stay);
  return stay;
}

/** The stay of one night. */
export function stayOf(night: Night): Stay {
  return { checkIn: night, checkOut: addNights(night, 1) };
}

/** Number of nights. */
export function stayLength({ checkIn, checkOut }: Stay): number {
  return nightsBetween(checkIn, checkOut);
}

/** The last night slept: the day before check-out. */
export function lastNight({ checkOut }: Stay): Night {
  return addNights(checkOut, -1);
}

export function sameStay(a: Stay, b: Stay): boolean {
  return a.checkIn === b.checkIn && a.checkOut === b.checkOut;
}

export function overlaps(a: Stay, b: Stay): boolean {
  return a.checkIn < b.checkOut && b.checkIn < a.checkOut;
}

/** The nights both hold, if any. */
export function intersection(a: Stay, b: Stay): Stay | undefined {
  if (!overlaps(a, b)) return undefined;
  return {
    checkIn: laterNight(a.checkIn, b.checkIn),
    checkOut: earlierNight(a.checkOut, b.checkOut),
  };
}

/** Whether every night of `inner` is one of `outer`'s. */
export function contains(outer: Stay, inner: Stay): boolean {
  return outer.checkIn <= inner.checkIn && inner.checkOut <= outer.checkOut;
}

export function holdsNight({ checkIn, checkOut }: Stay, night: Night): boolean {
  return checkIn <= night && night < checkOut;
}

/** Every night slept, first to last. */
export function eachNight(stay: Stay): Night[] {
  return Array.from({ length: stayLength(stay) }, (_, day) => addNights(stay.checkIn, day));
}

/** The same nights in pieces that each stay within one calendar month. */
export function splitByMonth(stay: Stay): Stay[] {
  const pieces: Stay[] = [];
  let from = stay.checkIn;
  while (from < stay.checkOut) {
    const until = earlierNight(firstOfNextMonth(from), stay.checkOut);
    pieces.push({ checkIn: from, checkOut: until });
    from = until;
  }
  return pieces;
}

export class InvalidStayError extends Error {
  override readonly name = 'InvalidStayError';
  readonly stay: Stay;

  constructor(stay: Stay) {
    super(`Not a stay of at least one night: ${JSON.stringify([stay.checkIn, stay.checkOut]).slice(0, 60)}`);
    this.stay = stay;
  }
}

function firstOfNextMonth(night: Night): Night {
  // The 1st and 31 days is always in the next month, never in the one after.
  return `${addNights(`${night.slice(0, 7)}-01`, 31).slice(0, 7)}-01`;
}
