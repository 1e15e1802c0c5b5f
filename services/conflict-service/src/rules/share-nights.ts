import { intersect, nightSet, subtract, union, type NightSet } from '@roomnight/calendar/night-set';
import { sameStay } from '@roomnight/calendar/stay';
import { byPrecedence, leavesOfFact, type Fact, type Lock, type Scope, type StoredLock } from './fact.ts';
import type { Wants } from './mirrors.ts';

export interface SharedNights {
  /** Rows that are no longer so. */
  dropped: StoredLock[];
  /** Locks that are to be rows. */
  added: Lock[];
}

/**
 * Shares the nights of each leaf among the facts that want them.
 *
 * A fact keeps every night it holds and still wants. A night nobody holds, inside `touched`, goes to the first by
 * precedence that wants it. Neighbouring nights of one fact on one leaf are one lock.
 *
 * @param facts the active facts on `touched` nights, all of them
 * @param locks the locks that overlap `touched` or lie against it, all of them
 */
export function shareNights(
  scope: Scope,
  facts: readonly Fact[],
  wants: Wants,
  locks: readonly StoredLock[],
  touched: NightSet,
): SharedNights {
  const shared: SharedNights = { dropped: [], added: [] };
  const ordered = facts.toSorted(byPrecedence);
  const locksOf = Map.groupBy(locks, (lock) => lock.unitId);
  const wantedOf = Map.groupBy(
    ordered.flatMap((fact) => leavesOfFact(scope, fact).map((leaf) => ({ leaf, fact }))),
    ({ leaf }) => leaf,
  );
  for (const leaf of new Set([...locksOf.keys(), ...wantedOf.keys()])) {
    const wanting = (wantedOf.get(leaf) ?? []).map(({ fact }) => fact);
    shareLeaf(leaf, wanting, wants, locksOf.get(leaf) ?? [], touched, shared);
  }
  return shared;
}

function shareLeaf(
  leaf: string,
  wanting: readonly Fact[],
  wants: Wants,
  locks: readonly StoredLock[],
  touched: NightSet,
  shared: SharedNights,
): void {
  const wantedBy = new Map(wanting.map((fact) => [fact.id, wants(fact)]));
  const rowsOf = Map.groupBy(locks, (lock) => lock.bookingId);
  const heldBy = new Map<string, NightSet>();
  for (const [bookingId, rows] of rowsOf) {
    const held = nightSet(rows);
    const given = subtract(intersect(held, touched), wantedBy.get(bookingId) ?? []);
    // What lies outside of the touched nights stays as it is: not all that is wanted there was read.
    heldBy.set(bookingId, subtract(held, given));
  }

  let free = subtract(touched, nightSet([...heldBy.values()].flat()));
  for (const fact of wanting) {
    const taken = intersect(free, wantedBy.get(fact.id) ?? []);
    if (taken.length === 0) continue;
    free = subtract(free, taken);
    heldBy.set(fact.id, union(heldBy.get(fact.id) ?? [], taken));
  }

  for (const [bookingId, nights] of heldBy) {
    const rows = rowsOf.get(bookingId) ?? [];
    shared.dropped.push(...rows.filter((row) => !nights.some((stay) => sameStay(stay, row))));
    for (const { checkIn, checkOut } of nights) {
      if (rows.some((row) => sameStay(row, { checkIn, checkOut }))) continue;
      shared.added.push({ unitId: leaf, bookingId, checkIn, checkOut });
    }
  }
}
