import type { Place } from './question.ts';

/** How far from home a guest is put: the same property, the same city, or another one. */
export type Distance = 0 | 1 | 2;

/** How well a unit does in place of another one; compared field by field, less is better. */
export interface Fit {
  readonly distance: Distance;
  /** Nobody said how many guests one of the two sleeps, and nothing else tells that it is as good. */
  readonly isDoubtful: boolean;
  /** Rooms and beds more than are needed, which others could use. */
  readonly surplus: number;
}

/**
 * Whether a guest of one unit can be put in another: it sleeps as many, or, where nobody said how many, consists of as
 * many rooms. Undefined if it cannot: it is smaller, or one is a part of the other.
 */
export function fitOf(from: Place, to: Place): Fit | undefined {
  if (from.leaves.some((leaf) => to.leaves.includes(leaf))) return undefined;
  const isKnown = from.sleeps !== null && to.sleeps !== null;
  const beds = isKnown ? to.sleeps - from.sleeps : 0;
  const rooms = to.leaves.length - from.leaves.length;
  if (beds < 0 || (!isKnown && rooms < 0)) return undefined;
  const distance = distanceOf(from, to);
  return {
    distance,
    // Rooms of one house are let as alike.
    isDoubtful: !isKnown && distance > 0,
    surplus: Math.max(0, rooms) + beds,
  };
}

function distanceOf({ property: from }: Place, { property: to }: Place): Distance {
  if (from.id === to.id) return 0;
  return from.city.toLowerCase() === to.city.toLowerCase() ? 1 : 2;
}

/** The order in which units are offered: the nearest first, then the surest, then the one least wasted, then by name. */
export function byFit(from: Place): (a: Place, b: Place) => number {
  const order = ({ distance, isDoubtful, surplus }: Fit) => [distance, Number(isDoubtful), surplus];
  return (a, b) => {
    const [one, other] = [fitOf(from, a), fitOf(from, b)];
    if (one === undefined || other === undefined)
      return Number(one === undefined) - Number(other === undefined);
    return compareLists(order(one), order(other)) || compareTexts(a.name, b.name) || compareTexts(a.id, b.id);
  };
}

/** The first difference decides; of two lists that begin alike the shorter one comes first. */
export function compareLists(a: readonly number[], b: readonly number[]): number {
  for (const [at, value] of a.entries()) {
    const difference = value - (b[at] ?? -Infinity);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
