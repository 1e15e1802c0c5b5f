import type { Actor, AuditEntry } from '@roomnight/database/audit';
import type { CalendarEvent, EventType } from '@roomnight/database/event-log';
import { stayLength, type Stay } from '@roomnight/calendar/stay';
import type { Settlement } from '../rules/settle.ts';
import type { Fact, Lock, Scope } from '../rules/fact.ts';
import type { Mirror, MirrorSign } from '../rules/mirrors.ts';
import { kindOfChange, type BookingChange, type BookingRecord } from './booking-record.ts';
import { propertyOf, type ConflictRecord } from './write-conflicts.ts';

/** All that one change of a calendar did. */
export interface Done {
  organizationId: string;
  now: Date;
  actor: Actor;
  scope: Scope;
  bookings: readonly BookingChange[];
  conflicts: ConflictRecord[];
  settlement: Settlement;
  mirrors: readonly MirrorChange[];
  /** The change set of a feed that led to it. */
  changeSetId: string | undefined;
  /** The facts that may have given or taken nights, by id. */
  facts: ReadonlyMap<string, Fact>;
  /** Units whose calendar looks different now, and the span of nights in which it does. */
  changedUnits: readonly string[];
  span: Stay | undefined;
}

/** A booking that shows another one again, or no longer does. */
export interface MirrorChange {
  readonly mirror: Mirror;
  readonly fact: Fact;
  readonly isMirror: boolean;
}

const BOOKING_EVENTS = {
  created: 'BookingCreated',
  changed: 'BookingChanged',
  cancelled: 'BookingCancelled',
  // To whoever follows the log the booking is there again.
  revived: 'BookingCreated',
} satisfies Record<ReturnType<typeof kindOfChange>, EventType>;

const CONFLICT_EVENTS = {
  detected: 'ConflictDetected',
  reopened: 'ConflictDetected',
  changed: 'ConflictChanged',
  resolved: 'ConflictResolved',
} satisfies Record<ConflictRecord['change'], EventType>;

export function eventsOf(done: Done): CalendarEvent[] {
  const { organizationId, now: occurredAt, scope, span } = done;
  const common = { organizationId, occurredAt };
  return [
    ...done.bookings.map((change): CalendarEvent => {
      const { id: bookingId, unitId, listingId, checkIn, checkOut } = change.after;
      const propertyId = propertyOf(scope, unitId);
      const type = BOOKING_EVENTS[kindOfChange(change)];
      return {
        ...common,
        type,
        propertyId,
        unitId,
        bookingId,
        listingId: listingId ?? undefined,
        checkIn,
        checkOut,
      };
    }),
    ...mirrorsAlone(done).map(({ id: bookingId, unitId, listingId, checkIn, checkOut }): CalendarEvent => ({
      ...common,
      type: 'BookingChanged',
      propertyId: propertyOf(scope, unitId),
      unitId,
      bookingId,
      listingId: listingId ?? undefined,
      checkIn,
      checkOut,
    })),
    ...done.changedUnits.map((unitId): CalendarEvent => ({
      ...common,
      type: 'CalendarChanged',
      propertyId: propertyOf(scope, unitId),
      unitId,
      ...span,
    })),
    ...done.conflicts.map(
      ({ id: conflictId, change, propertyId, unitId, checkIn, checkOut }): CalendarEvent => ({
        ...common,
        type: CONFLICT_EVENTS[change],
        propertyId,
        unitId,
        conflictId,
        checkIn,
        checkOut,
      }),
    ),
  ];
}

/** Bookings of which nothing changed but that they are a mirror, or no longer one. */
function mirrorsAlone({ bookings, mirrors }: Done): Fact[] {
  const told = new Set(bookings.map(({ after }) => after.id));
  const facts = new Map(mirrors.map(({ fact }) => [fact.id, fact]));
  return [...facts.values()].filter(({ id }) => !told.has(id));
}

/** Why two bookings count as one. */
const SIGNS: Record<MirrorSign, string> = {
  uid: 'Both feeds call it by the same UID.',
  nights: 'A block with exactly the nights of what another platform sold: its platform imported that.',
  person: 'A person said that they are the same booking.',
};

/** A person's own words may name a guest: they stay on the booking, which can be erased, while the audit cannot. */
function reasonOf({ after, why }: BookingChange, actor: Actor): string {
  if (why !== undefined) return why;
  if (actor.kind !== 'user') return after.cancelReason ?? after.reason;
  return after.status === 'cancelled'
    ? 'A member cancelled it; why is on the booking.'
    : 'A member entered it; why is on the booking.';
}

/** One row for each booking whose facts or nights changed, and for each conflict. */
export function auditOf(done: Done): AuditEntry[] {
  const { organizationId, now: occurredAt, actor, changeSetId, facts } = done;
  const { locks, assignments } = done.settlement;
  const common = { organizationId, occurredAt, actor, changeSetId };
  const takenBy = Map.groupBy(locks.added, (lock) => lock.bookingId);
  const givenBy = Map.groupBy(locks.dropped, (lock) => lock.bookingId);
  const changed = new Set(done.bookings.map(({ after }) => after.id));
  const others = new Set([...takenBy.keys(), ...givenBy.keys()].filter((id) => !changed.has(id)));
  const isMoved = new Set(assignments.map(({ bookingId }) => bookingId));
  return [
    ...done.bookings.map((change): AuditEntry => {
      const { before, after } = change;
      const { decidedBy } = change;
      return {
        ...common,
        actor: decidedBy === undefined ? actor : { kind: 'user', id: decidedBy },
        action: `booking.${kindOfChange(change)}`,
        subjectKind: 'booking',
        subjectId: after.id,
        reason: reasonOf(change, actor),
        before: before && { ...stateOf(before), locks: locksOf(givenBy.get(after.id)) },
        after: { ...stateOf(after), locks: locksOf(takenBy.get(after.id)) },
        nights: after,
      };
    }),
    ...[...others].map((subjectId): AuditEntry => ({
      ...common,
      action: isMoved.has(subjectId) ? 'booking.moved' : 'booking.nightsHandedOver',
      subjectKind: 'booking',
      subjectId,
      reason: reasonOfOther(isMoved.has(subjectId), givenBy.get(subjectId), takenBy.get(subjectId)),
      before: { locks: locksOf(givenBy.get(subjectId)) },
      after: { locks: locksOf(takenBy.get(subjectId)) },
      nights: facts.get(subjectId),
    })),
    ...done.mirrors.map(({ mirror: { mirrorId, originalId, sign }, fact, isMirror }): AuditEntry => ({
      ...common,
      action: isMirror ? 'booking.mirrorRecognised' : 'booking.mirrorEnded',
      subjectKind: 'booking',
      subjectId: mirrorId,
      reason: isMirror ? SIGNS[sign] : 'The two are no longer taken for one booking.',
      [isMirror ? 'after' : 'before']: { mirrorOf: originalId, sign },
      nights: fact,
    })),
    ...done.conflicts.map((conflict): AuditEntry => ({
      ...common,
      action: `conflict.${conflict.change}`,
      subjectKind: 'conflict',
      subjectId: conflict.id,
      reason: conflict.resolution ?? conflict.severityReason ?? '',
      after: {
        kind: conflict.kind,
        status: conflict.status,
        severity: conflict.severity,
        checkIn: conflict.checkIn,
        checkOut: conflict.checkOut,
        bookings: [conflict.firstBookingId, conflict.secondBookingId].filter((id) => id !== null),
      },
      nights: conflict,
    })),
  ];
}

function stateOf(record: BookingRecord): object {
  const { unitId, listingId, source, kind, status, tentative, cannotTell, checkIn, checkOut, heldUntil } =
    record;
  const held = heldUntil === null ? {} : { heldUntil };
  return { unitId, listingId, source, kind, status, tentative, cannotTell, checkIn, checkOut, ...held };
}

function nightsIn(locks: readonly Lock[] = []): number {
  return locks.reduce((nights, lock) => nights + stayLength(lock), 0);
}

/** Rows that came or went, without what is of no use outside of the database. */
function locksOf(locks: readonly Lock[] = []): object[] {
  return locks.map(({ unitId, checkIn, checkOut }) => ({ unitId, checkIn, checkOut }));
}

/** Why a booking that did not change has other nights or another room. */
function reasonOfOther(isMoved: boolean, given: readonly Lock[] = [], taken: readonly Lock[] = []): string {
  if (isMoved) return 'It has another room of its type now; no guest had arrived.';
  return nightsIn(given) > nightsIn(taken)
    ? 'Its nights go to a booking that comes first.'
    : 'Nights that became free go to a booking that still wants them.';
}
