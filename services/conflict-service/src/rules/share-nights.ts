import { intersect, nightSet, subtract, union, type NightSet } from '@roomnight/calendar/night-set';
import { sameStay } from '@roomnight/calendar/stay';
import { isHold, leavesOfFact, type Fact, type Lock, type Scope, type StoredLock } from './fact.ts';
import type { Wants } from './mirrors.ts';
import { firstBooked, inOrder, type NightOrder } from './night-order.ts';

export interface SharedNights {
  /** Rows that are no longer so. */
  dropped: StoredLock[];
  /** Locks that are to be rows. */
  added: Lock[];
  /** Rows that stay, with another end: a hold was confirmed. */
  renewed: StoredLock[];
}

/**
 * Shares the nights of each leaf among the facts that want them.
 *
 * A fact keeps every night it holds and still wants; a hold only those that nothing but holds want: a sale elsewhere has
 * happened, a hold has not become one yet. A night nobody holds, inside `touched`, goes to the first in
 * `order` that wants it. Neighbouring nights of one fact on one leaf are one lock.
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
  order: NightOrder = firstBooked,
): SharedNights {
  const shared: SharedNights = { dropped: [], added: [], renewed: [] };
  const locksOf = Map.groupBy(locks, (lock) => lock.unitId);
  const wantedOf = Map.groupBy(
    facts.flatMap((fact) => leavesOfFact(scope, fact).map((leaf) => ({ leaf, fact }))),
    ({ leaf }) => leaf,
  );
  for (const leaf of new Set([...locksOf.keys(), ...wantedOf.keys()])) {
    const wanting = inOrder(
      (wantedOf.get(leaf) ?? []).map(({ fact }) => fact),
      order,
    );
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
  const factOf = new Map(wanting.map((fact) => [fact.id, fact]));
  const holds = new Set(wanting.filter(isHold).map(({ id }) => id));
  const sold = nightSet(wanting.filter((fact) => !isHold(fact)).flatMap(({ id }) => wantedBy.get(id) ?? []));
  const rowsOf = Map.groupBy(locks, (lock) => lock.bookingId);
  const heldBy = new Map<string, NightSet>();
  for (const [bookingId, rows] of rowsOf) {
    const held = nightSet(rows);
    const wanted = wantedBy.get(bookingId) ?? [];
    const kept = holds.has(bookingId) ? subtract(wanted, sold) : wanted;
    const given = subtract(intersect(held, touched), kept);
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
    // Undefined for one that is over, or that only lies against the touched nights.
    const fact = factOf.get(bookingId);
    for (const row of rows) {
      const expiresAt = fact === undefined ? row.expiresAt : fact.heldUntil;
      if (!nights.some((stay) => sameStay(stay, row))) shared.dropped.push(row);
      else if (row.expiresAt?.getTime() !== expiresAt?.getTime()) shared.renewed.push({ ...row, expiresAt });
    }
    for (const { checkIn, checkOut } of nights) {
      if (rows.some((row) => sameStay(row, { checkIn, checkOut }))) continue;
      const expiresAt = fact?.heldUntil ?? null;
      shared.added.push({ unitId: leaf, bookingId, checkIn, checkOut, expiresAt });
    }
  }
}
