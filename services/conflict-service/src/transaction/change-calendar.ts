import type { ClientBase } from 'pg';
import type { Actor } from '@roomnight/database/audit';
import { istNight } from '@roomnight/calendar/night';
import { nightSet } from '@roomnight/calendar/night-set';
import type { Stay } from '@roomnight/calendar/stay';
import { leavesOfFact, type Fact, type FactChange, type Scope } from '../rules/fact.ts';
import type { Mirror } from '../rules/mirrors.ts';
import { settle, touchedNights, type Calendar, type Settlement } from '../rules/settle.ts';
import { factChange, isSeen, type BookingChange } from './booking-record.ts';
import type { Done, MirrorChange } from './journal.ts';
import { loadBookings } from './load-bookings.ts';
import { loadCalendar } from './load-calendar.ts';
import { writeCalendar } from './write-calendar.ts';
import { conflictRecords, type ConflictRecord } from './write-conflicts.ts';

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
  const facts = factsOf(change);
  if (change.bookings.length + facts.length === 0) return [];
  const { scope, now } = change;
  const calendar = change.calendar ?? (await loadCalendar(tx, scope, facts, istNight(now)));
  const settlement = settle(calendar, facts, istNight(now), change.decision);
  const known = await withMirrors(tx, factsById(calendar, facts), settlement);
  const done = doneBy(change, facts, settlement, known);
  await writeCalendar(tx, [done]);
  return done.conflicts;
}

/** What new bookings do on nights that nobody has, where nothing around matters; it is for the caller to write. */
export function takeFreeNights(change: CalendarChange): Done {
  const { scope, now } = change;
  const facts = factsOf(change);
  // Whatever fact is on some nights would have a lock there.
  const calendar = { scope, facts: [], locks: [], conflicts: [], mirrors: [], words: [], terms: new Map() };
  return doneBy(change, facts, settle(calendar, facts, istNight(now)), factsById(calendar, facts));
}

function factsOf({ bookings, reconsidered = [] }: CalendarChange): FactChange[] {
  return [
    ...bookings.map(factChange).filter((each) => each !== undefined),
    ...reconsidered.map((fact) => ({ before: fact, after: fact })),
  ];
}

function doneBy(
  { organizationId, scope, bookings, actor, now, changeSetId }: CalendarChange,
  facts: readonly FactChange[],
  settlement: Settlement,
  known: ReadonlyMap<string, Fact>,
): Done {
  const mirrors = mirrorsNamed(settlement, known);
  return {
    organizationId,
    now,
    actor,
    scope,
    bookings,
    conflicts: conflictRecords(settlement.conflicts, scope),
    settlement,
    mirrors,
    changeSetId,
    facts: known,
    changedUnits: unitsChanged(scope, facts, settlement, mirrors),
    span: spanOf(facts, settlement),
  };
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
