import type { ClientBase } from 'pg';
import { writeAudit, type Actor } from '@roomnight/database/audit';
import { logEvents } from '@roomnight/database/event-log';
import { together } from '@roomnight/database/together';
import { istNight } from '@roomnight/calendar/night';
import { nightSet } from '@roomnight/calendar/night-set';
import type { Stay } from '@roomnight/calendar/stay';
import { leavesOfFact, type Fact, type FactChange, type Scope } from '../rules/fact.ts';
import type { Mirror } from '../rules/mirrors.ts';
import { settle, touchedNights, type Calendar, type Settlement } from '../rules/settle.ts';
import { factChange, isSeen, type BookingChange } from './booking-record.ts';
import { auditOf, eventsOf, type MirrorChange } from './journal.ts';
import { loadBookings } from './load-bookings.ts';
import { loadCalendar } from './load-calendar.ts';
import { writeAssignments } from './write-assignments.ts';
import { writeBookings } from './write-bookings.ts';
import { conflictRecords, writeConflicts, type ConflictRecord } from './write-conflicts.ts';
import { writeLocks } from './write-locks.ts';
import { writeMirrors } from './write-mirrors.ts';
import { moveVersions } from './write-versions.ts';

export interface CalendarChange {
  organizationId: string;
  /** The units whose locks the transaction has. */
  scope: Scope;
  bookings: readonly BookingChange[];
  /** Active bookings that do not change, but are to be judged anew: a person said something of them. */
  reconsidered?: readonly Fact[];
  actor: Actor;
  now: Date;
  /** What a person chose to do about a conflict, in a sentence, where this does it. */
  decision?: string;
  /** What a poll found, where that is what changes it. */
  changeSetId?: string;
  /** Given by a caller that has read it already. */
  calendar?: Calendar;
}

/**
 * The one way a calendar changes: bookings in; locks, conflicts, versions, audit and events out, all in the caller's
 * transaction, which must have locked the units.
 *
 * @returns the conflicts that are new, changed or over
 */
export async function changeCalendar(tx: ClientBase, change: CalendarChange): Promise<ConflictRecord[]> {
  const { organizationId, scope, bookings, reconsidered = [], actor, now } = change;
  const facts = [
    ...bookings.map(factChange).filter((each) => each !== undefined),
    ...reconsidered.map((fact) => ({ before: fact, after: fact })),
  ];
  if (bookings.length + facts.length === 0) return [];
  const calendar = change.calendar ?? (await loadCalendar(tx, scope, facts, istNight(now)));
  const settlement = settle(calendar, facts, istNight(now), change.decision);
  const known = await withMirrors(tx, factsById(calendar, facts), settlement);
  const mirrors = mirrorsNamed(settlement, known);
  const changedUnits = unitsChanged(scope, facts, settlement, mirrors);

  const conflicts = conflictRecords(settlement.conflicts, scope);
  const done = {
    organizationId,
    now,
    actor,
    scope,
    bookings,
    conflicts,
    locks: settlement.locks,
    mirrors,
    assignments: settlement.assignments,
    changeSetId: change.changeSetId,
    facts: known,
    changedUnits,
    span: spanOf(facts, settlement),
  };
  // Each sends what it writes at once, before anything is waited for.
  await together([
    writeBookings(tx, organizationId, bookings, now),
    writeAssignments(tx, settlement.assignments),
    writeMirrors(tx, organizationId, settlement.mirrors, now),
    writeLocks(tx, organizationId, settlement.locks, now),
    moveVersions(tx, organizationId, changedUnits, now),
    writeConflicts(tx, organizationId, conflicts, now),
    writeAudit(tx, auditOf(done)),
    logEvents(tx, eventsOf(done)),
  ]);
  return conflicts;
}

/** The nights that look different now: those of the changed facts, and those that a mirror elsewhere took or gave. */
function spanOf(facts: readonly FactChange[], { locks }: Settlement): Stay | undefined {
  const nights = nightSet([...touchedNights(facts), ...locks.added, ...locks.dropped]);
  const first = nights.at(0);
  const last = nights.at(-1);
  return first && last && { checkIn: first.checkIn, checkOut: last.checkOut };
}

/** The facts around a change, as it leaves them. */
function factsById({ facts }: Calendar, changes: readonly FactChange[]): ReadonlyMap<string, Fact> {
  const left = changes.flatMap(({ before, after }) => after ?? before ?? []);
  return new Map([...facts, ...left].map((fact) => [fact.id, fact]));
}

/** A mirror that ends may be out of reach of the change, or cancelled: the audit tells of it all the same. */
async function withMirrors(
  tx: ClientBase,
  known: ReadonlyMap<string, Fact>,
  { mirrors }: Settlement,
): Promise<ReadonlyMap<string, Fact>> {
  const missing = mirrors.dropped.map(({ mirrorId }) => mirrorId).filter((id) => !known.has(id));
  if (missing.length === 0) return known;
  const loaded = await loadBookings(tx, missing);
  return new Map([...known, ...[...loaded].map(([id, { booking }]): [string, Fact] => [id, booking])]);
}

/** Mirrors that came and went, each with the booking that is one. */
function mirrorsNamed({ mirrors }: Settlement, known: ReadonlyMap<string, Fact>): MirrorChange[] {
  const named =
    (isMirror: boolean) =>
    (mirror: Mirror): MirrorChange[] => {
      const fact = known.get(mirror.mirrorId);
      return fact === undefined ? [] : [{ mirror, fact, isMirror }];
    };
  return [...mirrors.dropped.flatMap(named(false)), ...mirrors.added.flatMap(named(true))];
}

/** Whoever shows or exports a unit sees its facts, its holders and its mirrors: each makes its calendar another one. */
function unitsChanged(
  scope: Scope,
  facts: readonly FactChange[],
  { locks }: Settlement,
  mirrors: readonly MirrorChange[],
): string[] {
  const seen = facts.filter(isSeen).flatMap(({ before, after }) => [before, after]);
  const leaves = new Set([
    ...[...seen, ...mirrors.map(({ fact }) => fact)].flatMap((fact) =>
      fact ? leavesOfFact(scope, fact) : [],
    ),
    ...[...locks.added, ...locks.dropped].map((lock) => lock.unitId),
  ]);
  // A pool's booking that finds no room holds no leaf.
  const units = new Set(seen.map((fact) => fact?.unitId));
  return [...scope]
    .filter(([unitId, unit]) => units.has(unitId) || unit.leaves.some((leaf) => leaves.has(leaf)))
    .map(([unitId]) => unitId);
}
