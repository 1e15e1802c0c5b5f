import type { Night } from '@roomnight/calendar/night';

/** An active booking: somebody holds these nights `[checkIn, checkOut)` of a unit, or the owner closed them. */
export interface Fact {
  readonly id: string;
  readonly unitId: string;
  /** Of a booking of a pool: the room it has for its whole stay. */
  readonly assignedUnitId?: string | null;
  readonly kind: 'stay' | 'block';
  readonly tentative: boolean;
  readonly checkIn: Night;
  readonly checkOut: Night;
  readonly createdAt: Date;
  /** The listing whose feed reports it, or on which it was sold; null for a direct booking. */
  readonly listingId: string | null;
  readonly source: 'import' | 'direct';
  /** Its name in its feed; null for one that no feed reports. */
  readonly icalUid: string | null;
  /** A block of a feed that cannot tell stays from closed nights: perhaps a guest holds them. */
  readonly cannotTell: boolean;
  /**
   * When these nights of it came to be known. Null when that says nothing of how long they were taken before: the first
   * reading of its feed had them, or a person entered what a platform sold.
   */
  readonly nightsSince: Date | null;
  /** Until when it only holds its nights; null for everything that is no hold. */
  readonly heldUntil: Date | null;
  /** What the guest pays, in paise; not given where nobody said: no feed tells it. */
  readonly valuePaise?: number | null;
}

/** Nights of one leaf unit that a booking holds alone. */
export interface Lock {
  readonly unitId: string;
  readonly bookingId: string;
  readonly checkIn: Night;
  readonly checkOut: Night;
  /** The end of the hold that has them. */
  readonly expiresAt: Date | null;
}

/** A lock that is a row. */
export interface StoredLock extends Lock {
  readonly id: string;
}

/**
 * What became of one fact: `before` is missing for a new one, `after` for one that was cancelled. Both are the same
 * where a fact is only looked at anew.
 */
export interface FactChange {
  readonly before?: Fact | undefined;
  readonly after?: Fact | undefined;
}

/** One unit that a change can reach. */
export interface ScopedUnit {
  readonly propertyId: string;
  /** Of the leaves the change is about, those this unit consists of: itself, or for a villa its rooms. */
  readonly leaves: readonly string[];
  /** Its leaves are equal rooms, and a booking takes one of them. */
  readonly isPool?: boolean;
  /** 0 for a leaf; a villa stands above its rooms. */
  readonly height: number;
}

/** Units by id: the leaves a change is about, and every unit they are part of. */
export type Scope = ReadonlyMap<string, ScopedUnit>;

export function leavesOf(scope: Scope, unitId: string): readonly string[] {
  return scope.get(unitId)?.leaves ?? [];
}

/** The part of a scope that is about some of its units: these, their parts, and what they are part of. */
export function scopeOf(scope: Scope, unitIds: readonly string[]): Scope {
  const leaves = new Set(unitIds.flatMap((unitId) => leavesOf(scope, unitId)));
  return new Map([...scope].filter(([, unit]) => unit.leaves.some((leaf) => leaves.has(leaf))));
}

/** Who comes first to a night: holds after all others, who each come {@link byPrecedence}. */
export function byRight(a: Fact, b: Fact): number {
  return Number(isHold(a)) - Number(isHold(b)) || byPrecedence(a, b);
}

/** Whether nights are only kept for somebody who decides or pays: that gives way to every fact. */
export function isHold({ heldUntil }: Fact): boolean {
  return heldUntil !== null;
}

/** The leaves a fact is about: each of its unit's, or of a pool the one room that it has, if any. */
export function leavesOfFact(scope: Scope, { unitId, assignedUnitId }: Fact): readonly string[] {
  if (scope.get(unitId)?.isPool !== true) return leavesOf(scope, unitId);
  return leavesOf(scope, unitId).filter((leaf) => leaf === assignedUnitId);
}

/**
 * Who comes first to a night that became free: stays before blocks (a block can be moved, a guest cannot), then the
 * earlier known, then the lower id, so that the order never depends on how rows were read.
 */
export function byPrecedence(a: Fact, b: Fact): number {
  if (a.kind !== b.kind) return a.kind === 'stay' ? -1 : 1;
  return a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
