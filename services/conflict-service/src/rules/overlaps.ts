import { intersection, type Stay } from '@roomnight/calendar/stay';
import { leavesOf, type Fact, type Scope } from './fact.ts';

/** Nights two facts want. `first` is the one with the lower id, as the table orders them. */
export interface Overlap {
  readonly first: Fact;
  readonly second: Fact;
  /** The smaller of the two units: the room of a room against its villa. */
  readonly unitId: string;
  readonly nights: Stay;
}

/**
 * Every overlap in which one of `changed` takes part. Two blocks do not conflict: a night may be closed twice.
 *
 * @param facts active facts, `changed` among them
 */
export function findOverlaps(scope: Scope, facts: readonly Fact[], changed: ReadonlySet<string>): Overlap[] {
  const sorted = facts.toSorted((a, b) => (a.checkIn < b.checkIn ? -1 : a.checkIn > b.checkIn ? 1 : 0));
  const found: Overlap[] = [];
  let open: Fact[] = [];
  for (const fact of sorted) {
    open = open.filter((other) => other.checkOut > fact.checkIn);
    for (const other of open) {
      if (!changed.has(fact.id) && !changed.has(other.id)) continue;
      const overlap = overlapOf(scope, fact, other);
      if (overlap !== undefined) found.push(overlap);
    }
    open.push(fact);
  }
  return found;
}

function overlapOf(scope: Scope, one: Fact, other: Fact): Overlap | undefined {
  if (one.kind === 'block' && other.kind === 'block') return undefined;
  const nights = intersection(one, other);
  if (nights === undefined) return undefined;
  const leaves = leavesOf(scope, other.unitId);
  if (!leavesOf(scope, one.unitId).some((leaf) => leaves.includes(leaf))) return undefined;
  const [first, second] = one.id < other.id ? [one, other] : [other, one];
  return { first, second, unitId: lowerUnit(scope, first.unitId, second.unitId), nights };
}

/** Of two units that share a leaf one contains the other, or they are the same. */
function lowerUnit(scope: Scope, one: string, other: string): string {
  return (scope.get(one)?.height ?? 0) <= (scope.get(other)?.height ?? 0) ? one : other;
}
