import { addNights, type Night } from '@roomnight/calendar/night';
import { nightSet, union, type NightSet } from '@roomnight/calendar/night-set';
import type { Stay } from '@roomnight/calendar/stay';
import type { Fact, FactChange, Scope, StoredLock } from './fact.ts';
import { findClosedListings } from './closed-listings.ts';
import { wantsOf, type Mirror, type Word } from './mirrors.ts';
import type { NightOrder } from './night-order.ts';
import { findOverlaps } from './overlaps.ts';
import { assignPools, type Assignment } from './pools.ts';
import { findPreparations } from './preparations.ts';
import { isPlainBlock, recogniseMirrors, type MirrorChanges } from './recognise-mirrors.ts';
import { eventName } from './same-event.ts';
import { settleConflicts, type ConflictChange, type StoredConflict } from './settle-conflicts.ts';
import { stillForSale } from './still-for-sale.ts';
import { shareNights, type SharedNights } from './share-nights.ts';
import { longestPreparation, type Terms } from './terms.ts';

/** What is known of some leaves before a change. */
export interface Calendar {
  readonly scope: Scope;
  /** Active facts that overlap the nights in reach, as they were. */
  readonly facts: readonly Fact[];
  /** Locks that overlap the nights in reach or lie against them. */
  readonly locks: readonly StoredLock[];
  /** Every conflict in which one of the facts or a changed one takes part. */
  readonly conflicts: readonly StoredConflict[];
  /** Every mirror in which one of the facts or a changed one takes part, as it was. */
  readonly mirrors: readonly Mirror[];
  /** What was said of one of the facts or of a changed one. */
  readonly words: readonly Word[];
  /** Of the listings of the scope's units. */
  readonly terms: Terms;
  /** Who comes first to a free night; left out, who booked first. */
  readonly order?: NightOrder;
}

export interface Settlement {
  readonly locks: SharedNights;
  readonly conflicts: readonly ConflictChange[];
  readonly mirrors: Pick<MirrorChanges, 'dropped' | 'added'>;
  /** The rooms of bookings of pools that are others now. */
  readonly assignments: readonly Assignment[];
}

/**
 * The whole decision: what some changed facts make of mirrors, locks and conflicts. Afterwards every night of an active
 * fact is held by one that wants it, and whatever is wrong is one open conflict: each pair that wants a night and may not
 * share it, each stay on preparation nights of another, each stay sold on a listing that is closed.
 *
 * @param today the date in India
 * @param decision what a person chose to do about a conflict, in a sentence, where this does it
 */
export function settle(
  calendar: Calendar,
  changes: readonly FactChange[],
  today: Night,
  decision?: string,
): Settlement {
  const { scope, conflicts, locks, terms } = calendar;
  const changed = new Set(
    changes.flatMap(({ before, after }) => [before?.id, after?.id]).filter((id) => id !== undefined),
  );
  const active = [
    ...calendar.facts.filter((fact) => !changed.has(fact.id)),
    ...changes.map(({ after }) => after).filter((fact) => fact !== undefined),
  ];
  const mirrors = recogniseMirrors(active, changes, calendar.mirrors, calendar.words);
  const wants = wantsOf(active, mirrors.all);
  const assignments = assignPools(scope, active, wants, today, calendar.order);
  const facts = withRooms(active, assignments);
  const here = new Set(facts.map(({ id }) => id));
  // A mirror that is not here shares no night with what changed: it wants what it wanted.
  const moved = whoseWantsMove(changed, calendar.mirrors, mirrors).filter((id) => here.has(id));
  const affected = new Set([...changed, ...moved, ...assignments.map(({ bookingId }) => bookingId)]);
  const touched = union(touchedNights(changes), nightSet(facts.filter(({ id }) => affected.has(id))));
  const known = conflicts.filter(({ firstBookingId, secondBookingId }) =>
    secondBookingId === null
      ? changed.has(firstBookingId)
      : affected.has(firstBookingId) || affected.has(secondBookingId),
  );
  const findings = [
    ...findOverlaps(scope, facts, wants, affected),
    ...findPreparations(scope, facts, wants, terms, mirrors.all, affected),
    ...findClosedListings(changes, terms, known),
    ...stillForSale(changes, known),
  ];
  return {
    locks: shareNights(scope, facts, wants, locks, touched, calendar.order),
    conflicts: settleConflicts(
      findings,
      known,
      { changes, mirrors: mirrors.all, words: calendar.words, decision },
      today,
    ),
    mirrors,
    assignments,
  };
}

function withRooms(facts: readonly Fact[], assignments: readonly Assignment[]): readonly Fact[] {
  if (assignments.length === 0) return facts;
  const roomOf = new Map(assignments.map(({ bookingId, unitId }) => [bookingId, unitId]));
  return facts.map((fact) => {
    const assignedUnitId = roomOf.get(fact.id);
    return assignedUnitId === undefined ? fact : { ...fact, assignedUnitId };
  });
}

/** Mirrors want other nights when they come, go, or when their original changes. */
function whoseWantsMove(
  changed: ReadonlySet<string>,
  before: readonly Mirror[],
  after: MirrorChanges,
): string[] {
  const ofChanged = [...before, ...after.all].filter(({ originalId }) => changed.has(originalId));
  return [...ofChanged, ...after.dropped, ...after.added].map(({ mirrorId }) => mirrorId);
}

/** The nights changed facts held or hold. */
export function touchedNights(changes: readonly FactChange[]): NightSet {
  return nightSet(
    changes.flatMap(({ before, after }) => [before, after]).filter((fact) => fact !== undefined),
  );
}

/**
 * How far a change can reach: beyond the nights it touches it changes what the mirrors on them want, which may be on
 * all of their own nights; and around all of these others may need nights for their preparation.
 *
 * @param touching what is known of the touched nights
 */
export function nightsInReach(
  changes: readonly FactChange[],
  touching: Pick<Calendar, 'facts' | 'mirrors' | 'words' | 'terms'>,
): Stay | undefined {
  const changed = changes
    .flatMap(({ before, after }) => [before, after])
    .filter((fact) => fact !== undefined);
  const paired = new Set([
    ...touching.mirrors.flatMap(({ mirrorId, originalId }) => [mirrorId, originalId]),
    ...touching.words.flatMap(({ firstBookingId, secondBookingId }) => [firstBookingId, secondBookingId]),
  ]);
  const names = new Set(changed.map(eventName));
  const isNamed = (fact: Fact) => eventName(fact) !== undefined && names.has(eventName(fact));
  const canMirror = touching.facts.filter(
    (fact) => isPlainBlock(fact) || paired.has(fact.id) || isNamed(fact),
  );
  const nights = nightSet([...changed, ...canMirror]);
  const [first, last] = [nights.at(0), nights.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const around = longestPreparation(touching.terms);
  return { checkIn: addNights(first.checkIn, -around), checkOut: addNights(last.checkOut, around) };
}
