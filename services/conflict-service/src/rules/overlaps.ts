import { intersect, nightSet } from '@roomnight/calendar/night-set';
import { overlaps, type Stay } from '@roomnight/calendar/stay';
import { leavesOf, type Fact, type Scope } from './fact.ts';
import type { Wants } from './mirrors.ts';

/** Nights two facts want. `first` is the one with the lower id, as the table orders them. */
export interface Overlap {
  readonly first: Fact;
  readonly second: Fact;
  /** The smaller of the two units: the room of a room against its villa. */
  readonly unitId: string;
  /** From the first to the last such night; a mirror may leave some between them to its original. */
  readonly nights: Stay;
}

/**
 * Every overlap in which one of `changed` takes part. Two blocks do not conflict: a night may be closed twice. But two
 * that may each be a guest's do.
 *
 * @param facts active facts, `changed` among them
 */
export function findOverlaps(
  scope: Scope,
  facts: readonly Fact[],
  wants: Wants,
  changed: ReadonlySet<string>,
): Overlap[] {
  const sorted = facts.toSorted((a, b) => (a.checkIn < b.checkIn ? -1 : a.checkIn > b.checkIn ? 1 : 0));
  const found: Overlap[] = [];
  let open: Fact[] = [];
  for (const fact of sorted) {
    open = open.filter((other) => other.checkOut > fact.checkIn);
    for (const other of open) {
      if (!changed.has(fact.id) && !changed.has(other.id)) continue;
      const overlap = overlapOf(scope, wants, fact, other);
      if (overlap !== undefined) found.push(overlap);
    }
    open.push(fact);
  }
  return found;
}

function overlapOf(scope: Scope, wants: Wants, one: Fact, other: Fact): Overlap | undefined {
  if (one.kind === 'block' && other.kind === 'block' && !(one.cannotTell && other.cannotTell))
    return undefined;
  if (!overlaps(one, other)) return undefined;
  const leaves = leavesOf(scope, other.unitId);
  const both = nightSet(
    leavesOf(scope, one.unitId)
      .filter((leaf) => leaves.includes(leaf))
      .flatMap((leaf) => intersect(wants(one, leaf), wants(other, leaf))),
  );
  const [from, to] = [both.at(0), both.at(-1)];
  if (from === undefined || to === undefined) return undefined;
  const [first, second] = one.id < other.id ? [one, other] : [other, one];
  const nights = { checkIn: from.checkIn, checkOut: to.checkOut };
  return { first, second, unitId: lowerUnit(scope, first.unitId, second.unitId), nights };
}

/** Of two units that share a leaf one contains the other, or they are the same. */
function lowerUnit(scope: Scope, one: string, other: string): string {
  return (scope.get(one)?.height ?? 0) <= (scope.get(other)?.height ?? 0) ? one : other;
}
