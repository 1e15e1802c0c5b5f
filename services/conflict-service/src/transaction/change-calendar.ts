import type { ClientBase } from 'pg';
import { writeAudit, type Actor } from '@roomnight/database/audit';
import { logEvents } from '@roomnight/database/event-log';
import { istNight } from '@roomnight/calendar/night';
import type { Stay } from '@roomnight/calendar/stay';
import { leavesOf, type FactChange, type Scope } from '../rules/fact.ts';
import { settle, touchedNights, type Calendar, type Settlement } from '../rules/settle.ts';
import { factChange, type BookingChange } from './booking-record.ts';
import { auditOf, eventsOf } from './journal.ts';
import { loadCalendar } from './load-calendar.ts';
import { writeBookings } from './write-bookings.ts';
import { writeConflicts, type ConflictRecord } from './write-conflicts.ts';
import { writeLocks } from './write-locks.ts';
import { moveVersions } from './write-versions.ts';

export interface CalendarChange {
  organizationId: string;
  /** The units whose locks the transaction has. */
  scope: Scope;
  bookings: readonly BookingChange[];
  actor: Actor;
  now: Date;
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
  const { organizationId, scope, bookings, actor, now } = change;
  if (bookings.length === 0) return [];
  const facts = bookings.map(factChange).filter((each) => each !== undefined);
  const span = spanOf(facts);
  const settlement = await decide(tx, change, facts, span);
  const changedUnits = unitsChanged(scope, facts, settlement);

  await writeBookings(tx, organizationId, bookings, now);
  await writeLocks(tx, organizationId, settlement.locks, now);
  if (changedUnits.length > 0) await moveVersions(tx, organizationId, changedUnits, now);
  const conflicts = await writeConflicts(tx, organizationId, scope, settlement.conflicts, now);
  const done = {
    organizationId,
    now,
    actor,
    scope,
    bookings,
    conflicts,
    locks: settlement.locks,
    changedUnits,
    span,
  };
  await writeAudit(tx, auditOf(done));
  await logEvents(tx, eventsOf(done));
  return conflicts;
}

async function decide(
  tx: ClientBase,
  { scope, calendar, now }: CalendarChange,
  facts: readonly FactChange[],
  span: Stay | undefined,
): Promise<Settlement> {
  if (span === undefined) return { locks: { dropped: [], added: [] }, conflicts: [] };
  const bookingIds = facts.flatMap(({ before, after }) => before?.id ?? after?.id ?? []);
  const known =
    calendar ?? (await loadCalendar(tx, { scope, from: span.checkIn, to: span.checkOut, bookingIds }));
  return settle(known, facts, istNight(now));
}

function spanOf(facts: readonly FactChange[]): Stay | undefined {
  const nights = touchedNights(facts);
  const first = nights.at(0);
  const last = nights.at(-1);
  return first && last && { checkIn: first.checkIn, checkOut: last.checkOut };
}

/** Whoever shows or exports a unit sees its facts and its holders: either makes its calendar another one. */
function unitsChanged(scope: Scope, facts: readonly FactChange[], { locks }: Settlement): string[] {
  const leaves = new Set([
    ...facts
      .flatMap(({ before, after }) => [before, after])
      .flatMap((fact) => (fact ? leavesOf(scope, fact.unitId) : [])),
    ...[...locks.added, ...locks.dropped].map((lock) => lock.unitId),
  ]);
  return [...scope]
    .filter(([, unit]) => unit.leaves.some((leaf) => leaves.has(leaf)))
    .map(([unitId]) => unitId);
}
