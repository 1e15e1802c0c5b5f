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
function fitOf(from: Place, to: Place): Fit | undefined {
  if (shareLeaf(from, to)) return undefined;
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

/** Whether taking one unit takes some of the other: they are the same, or one is a part of the other. */
export function shareLeaf(one: Place, other: Place): boolean {
  return one.leaves.some((leaf) => other.leaves.includes(leaf));
}

function distanceOf({ property: from }: Place, { property: to }: Place): Distance {
  if (from.id === to.id) return 0;
  return from.city.toLowerCase() === to.city.toLowerCase() ? 1 : 2;
}

/** The units that do in place of one, as they are offered: the nearest first, then the surest, the least wasteful, by name. */
export function fittingUnits<T extends Place>(from: Place, places: readonly T[]): { to: T; fit: Fit }[] {
  const order = ({ distance, isDoubtful, surplus }: Fit) => [distance, Number(isDoubtful), surplus];
  return places
    .flatMap((to) => {
      const fit = fitOf(from, to);
      return fit === undefined ? [] : [{ to, fit }];
    })
    .toSorted(
      (a, b) =>
        compareLists(order(a.fit), order(b.fit)) ||
        compareTexts(a.to.name, b.to.name) ||
        compareTexts(a.to.id, b.to.id),
    );
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
