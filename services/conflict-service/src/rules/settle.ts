import type { Night } from '@roomnight/calendar/night';
import { nightSet, type NightSet } from '@roomnight/calendar/night-set';
import type { Fact, FactChange, Scope, StoredLock } from './fact.ts';
import { findOverlaps } from './overlaps.ts';
import { settleConflicts, type ConflictChange, type StoredConflict } from './settle-conflicts.ts';
import { shareNights, type SharedNights } from './share-nights.ts';

/** What is known of some leaves before a change. */
export interface Calendar {
  readonly scope: Scope;
  /** Active facts that overlap the touched nights, as they were. */
  readonly facts: readonly Fact[];
  /** Locks that overlap the touched nights or lie against them. */
  readonly locks: readonly StoredLock[];
  /** Every conflict in which a changed fact takes part. */
  readonly conflicts: readonly StoredConflict[];
}

export interface Settlement {
  readonly locks: SharedNights;
  readonly conflicts: readonly ConflictChange[];
}

/**
 * The whole decision: what some changed facts make of locks and conflicts. Afterwards every night an active fact
 * wants is held by one that wants it, and each overlapping pair that may not overlap is one open conflict.
 *
 * @param today the date in India
 */
export function settle(calendar: Calendar, changes: readonly FactChange[], today: Night): Settlement {
  const changed = new Set(
    changes.flatMap(({ before, after }) => [before?.id, after?.id]).filter((id) => id !== undefined),
  );
  const facts = [
    ...calendar.facts.filter((fact) => !changed.has(fact.id)),
    ...changes.map(({ after }) => after).filter((fact) => fact !== undefined),
  ];
  const overlaps = findOverlaps(calendar.scope, facts, changed);
  return {
    locks: shareNights(calendar.scope, facts, calendar.locks, touchedNights(changes)),
    conflicts: settleConflicts(overlaps, calendar.conflicts, changes, today),
  };
}

/** The nights changed facts held or hold: nothing outside of them can change. */
export function touchedNights(changes: readonly FactChange[]): NightSet {
  return nightSet(
    changes.flatMap(({ before, after }) => [before, after]).filter((fact) => fact !== undefined),
  );
}
