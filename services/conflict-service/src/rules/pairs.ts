import { addNights } from '@roomnight/calendar/night';
import type { NightSet } from '@roomnight/calendar/night-set';
import { leavesOfFact, type Fact, type Scope } from './fact.ts';
import type { ConflictKind } from '@roomnight/contracts/conflict-title';
import type { Finding } from './finding.ts';

/**
 * Pairs of facts that overlap or lie less than `apart` nights from each other, in which one of `changed` takes part.
 *
 * @param facts active facts, `changed` among them
 */
export function* pairsWithin(
  facts: readonly Fact[],
  changed: ReadonlySet<string>,
  apart: number,
): Generator<readonly [Fact, Fact]> {
  const sorted = facts.toSorted((a, b) => (a.checkIn < b.checkIn ? -1 : a.checkIn > b.checkIn ? 1 : 0));
  let open: Fact[] = [];
  for (const fact of sorted) {
    const since = apart === 0 ? fact.checkIn : addNights(fact.checkIn, -apart);
    open = open.filter((other) => other.checkOut > since);
    for (const other of open) if (changed.has(fact.id) || changed.has(other.id)) yield [other, fact];
    open.push(fact);
  }
}

/** The leaves that both are about. */
export function commonLeaves(scope: Scope, one: Fact, other: Fact): string[] {
  const leaves = leavesOfFact(scope, other);
  return leavesOfFact(scope, one).filter((leaf) => leaves.includes(leaf));
}

/** What two bookings are in each other's way for; nothing if those are no nights. */
export function findingOf(
  scope: Scope,
  kind: ConflictKind,
  [one, other]: readonly [Fact, Fact],
  both: NightSet,
): Finding[] {
  const [from, to] = [both.at(0), both.at(-1)];
  if (from === undefined || to === undefined) return [];
  const [first, second] = one.id < other.id ? [one, other] : [other, one];
  const nights = { checkIn: from.checkIn, checkOut: to.checkOut };
  const unitId = lowerUnit(scope, first.unitId, second.unitId);
  return [{ kind, first, second, listingId: null, unitId, nights }];
}

/** Of two units that share a leaf one contains the other, or they are the same. */
function lowerUnit(scope: Scope, one: string, other: string): string {
  return (scope.get(one)?.height ?? 0) <= (scope.get(other)?.height ?? 0) ? one : other;
}
