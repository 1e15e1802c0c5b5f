import { earlierNight, laterNight, type Night } from './night.ts';
import { sameStay, stayLength, type Stay } from './stay.ts';

/**
 * A set of nights as stays that are sorted, apart (not even touching) and never empty.
 * Made by {@link nightSet}; every operation here takes and gives sets of that shape, in linear time. A few nights and many
 * are compared where they are near each other only.
 */
export type NightSet = readonly Stay[];

export const noNights: NightSet = [];

/** The nights of any stays, in any order, overlapping or not. */
export function nightSet(stays: Iterable<Stay>): NightSet {
  const sorted = [...stays].filter((stay) => stay.checkIn < stay.checkOut);
  sorted.sort((a, b) => (a.checkIn < b.checkIn ? -1 : a.checkIn > b.checkIn ? 1 : 0));
  return joinTouching(sorted);
}

/** The nights in either set. */
export function union(a: NightSet, b: NightSet): NightSet {
  return joinTouching(mergeSorted(a, b));
}

/** The nights in both sets. */
export function intersect(a: NightSet, b: NightSet): NightSet {
  const [firstOfA, firstOfB] = [a[0], b[0]];
  if (firstOfA === undefined || firstOfB === undefined) return noNights;
  const shared: Stay[] = [];
  let i = firstEndingAfter(a, firstOfB.checkIn);
  let j = firstEndingAfter(b, firstOfA.checkIn);
  for (let x = a[i], y = b[j]; x && y; x = a[i], y = b[j]) {
    const checkIn = laterNight(x.checkIn, y.checkIn);
    const checkOut = earlierNight(x.checkOut, y.checkOut);
    if (checkIn < checkOut) shared.push({ checkIn, checkOut });
    if (x.checkOut < y.checkOut) i++;
    else j++;
  }
  return shared;
}

/** The nights of `a` that are not in `b`. */
export function subtract(a: NightSet, b: NightSet): NightSet {
  const [first, last] = [b[0], b.at(-1)];
  if (first === undefined || last === undefined) return a;
  const from = firstEndingAfter(a, first.checkIn);
  const until = firstEndingAfter(a, last.checkOut, from);
  // The last one of these may reach beyond all of `b`.
  return a.slice(0, from).concat(subtractNear(a.slice(from, until + 1), b), a.slice(until + 1));
}

function subtractNear(a: NightSet, b: NightSet): Stay[] {
  const rest: Stay[] = [];
  let j = a[0] === undefined ? 0 : firstEndingAfter(b, a[0].checkIn);
  for (const stay of a) {
    let from = stay.checkIn;
    for (let gap = b[j]; gap && gap.checkIn < stay.checkOut; gap = b[j]) {
      if (from < gap.checkIn) rest.push({ checkIn: from, checkOut: gap.checkIn });
      from = laterNight(from, gap.checkOut);
      // A gap that reaches past this stay may cut the next one as well.
      if (gap.checkOut > stay.checkOut) break;
      j++;
    }
    if (from < stay.checkOut) rest.push({ checkIn: from, checkOut: stay.checkOut });
  }
  return rest;
}

/** Where the first stay is that ends after a night, by halves. */
function firstEndingAfter(set: NightSet, night: Night, from = 0): number {
  let [low, high] = [from, set.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const stay = set[middle];
    if (stay !== undefined && stay.checkOut > night) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Whether both hold the same nights. */
export function equalNights(a: NightSet, b: NightSet): boolean {
  return (
    a.length === b.length &&
    a.every((stay, at) => {
      const other = b[at];
      return other !== undefined && sameStay(stay, other);
    })
  );
}

/** Number of nights. */
export function countNights(set: NightSet): number {
  return set.reduce((sum, stay) => sum + stayLength(stay), 0);
}

export function hasNight(set: NightSet, night: Night): boolean {
  return set.some(({ checkIn, checkOut }) => checkIn <= night && night < checkOut);
}

function joinTouching(sorted: readonly Stay[]): NightSet {
  const joined: Stay[] = [];
  for (const stay of sorted) {
    const last = joined.at(-1);
    if (last && stay.checkIn <= last.checkOut) {
      const checkOut = laterNight(last.checkOut, stay.checkOut);
      joined[joined.length - 1] = { checkIn: last.checkIn, checkOut };
    } else {
      joined.push({ checkIn: stay.checkIn, checkOut: stay.checkOut });
    }
  }
  return joined;
}

function mergeSorted(a: NightSet, b: NightSet): Stay[] {
  const merged: Stay[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const x = a[i];
    const y = b[j];
    if (x && (!y || x.checkIn <= y.checkIn)) {
      merged.push(x);
      i++;
    } else if (y) {
      merged.push(y);
      j++;
    } else {
      return merged;
    }
  }
}
