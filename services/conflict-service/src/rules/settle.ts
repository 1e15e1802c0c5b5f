import type { Night } from '@roomnight/calendar/night';
import { nightSet, union, type NightSet } from '@roomnight/calendar/night-set';
import type { Stay } from '@roomnight/calendar/stay';
import type { Fact, FactChange, Scope, StoredLock } from './fact.ts';
import { wantsOf, type Mirror, type Word } from './mirrors.ts';
import { findOverlaps } from './overlaps.ts';
import { isPlainBlock, recogniseMirrors, type MirrorChanges } from './recognise-mirrors.ts';
import { eventName } from './same-event.ts';
import { settleConflicts, type ConflictChange, type StoredConflict } from './settle-conflicts.ts';
import { shareNights, type SharedNights } from './share-nights.ts';

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
}

export interface Settlement {
  readonly locks: SharedNights;
  readonly conflicts: readonly ConflictChange[];
  readonly mirrors: Pick<MirrorChanges, 'dropped' | 'added'>;
}

/**
 * The whole decision: what some changed facts make of mirrors, locks and conflicts. Afterwards every night of an active
 * fact is held by one that wants it, and each pair that wants a night and may not share it is one open conflict.
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
  const { scope, conflicts, locks } = calendar;
  const changed = new Set(
    changes.flatMap(({ before, after }) => [before?.id, after?.id]).filter((id) => id !== undefined),
  );
  const facts = [
    ...calendar.facts.filter((fact) => !changed.has(fact.id)),
    ...changes.map(({ after }) => after).filter((fact) => fact !== undefined),
  ];
  const mirrors = recogniseMirrors(facts, changes, calendar.mirrors, calendar.words);
  const wants = wantsOf(scope, facts, mirrors.all);
  const affected = new Set([...changed, ...whoseWantsMove(changed, calendar.mirrors, mirrors)]);
  const touched = union(touchedNights(changes), nightSet(facts.filter(({ id }) => affected.has(id))));
  const overlaps = findOverlaps(scope, facts, wants, affected);
  const known = conflicts.filter(
    ({ firstBookingId, secondBookingId }) => affected.has(firstBookingId) || affected.has(secondBookingId),
  );
  return {
    locks: shareNights(scope, facts, wants, locks, touched),
    conflicts: settleConflicts(
      overlaps,
      known,
      { changes, mirrors: mirrors.all, words: calendar.words, decision },
      today,
    ),
    mirrors,
  };
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
 * all of their own nights.
 *
 * @param touching what is known of the touched nights
 */
export function nightsInReach(
  changes: readonly FactChange[],
  touching: Pick<Calendar, 'facts' | 'mirrors' | 'words'>,
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
  return first && last && { checkIn: first.checkIn, checkOut: last.checkOut };
}
