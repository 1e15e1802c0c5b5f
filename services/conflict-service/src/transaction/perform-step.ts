import { intersect, nightSet, subtract } from '@roomnight/calendar/night-set';
import { leavesOf } from '../rules/fact.ts';
import type { Acting, Refusal } from './acting.ts';
import { afterStep } from './after-step.ts';
import type { BookingChange, BookingRecord } from './booking-record.ts';
import { bookingIdsOf } from './conflict-case.ts';
import { feedDecides } from './cancel-booking.ts';
import { changeCalendar } from './change-calendar.ts';
import { loadBookings } from './load-bookings.ts';
import { loadLocks } from './load-calendar.ts';
import { sayWord } from './say-word.ts';
import { wordOf } from './word-of.ts';
import type { Kept, Step, Undo } from './steps.ts';

/** Does what Roomnight can do itself, in the transaction that ticks the step. */
export async function performStep(acting: Acting, step: Step): Promise<{ undo: Undo } | { refusal: string }> {
  const { tx, organizationId, scope, conflict, actor, now } = acting;
  const { resolution } = conflict;
  if (resolution === null) return { refusal: 'Nothing is chosen any more: look at the conflict again.' };
  const ids =
    resolution.kind === 'move' ? resolution.moves.map(({ bookingId }) => bookingId) : [step.bookingId];
  const known = await loadBookings(tx, [...ids, ...bookingIdsOf(conflict)]);
  const before = ids.flatMap((id) => known.get(id) ?? []);
  if (before.some(({ booking }) => booking.status !== 'active')) {
    return { refusal: 'The booking is cancelled already: there is nothing to do.' };
  }
  if (step.kind === 'say_same_here') {
    const pair = [...known.values()].map(({ booking }) => booking);
    const word = wordOf(acting, true);
    await sayWord(tx, { organizationId, scope, bookings: pair, word, actor, now });
    return { undo: { bookings: [] } };
  }
  for (const { booking } of before) {
    if (step.kind !== 'move_here' && (await feedDecides(tx, booking))) {
      return { refusal: 'A platform sold it: it is changed there, and its feed then changes it here.' };
    }
  }
  const bookings = afterStep(resolution, before, now);
  const refusal = await meetsOthers(acting, bookings);
  if (refusal !== undefined) return { refusal };
  await changeCalendar(tx, {
    organizationId,
    scope,
    bookings,
    actor,
    now,
    decision: `${actor.kind === 'user' ? 'A member chose it' : 'Done without asking, as the organization lets it'}: ${step.sentence}`,
  });
  return { undo: { bookings: bookings.map((change) => undoOf(change)) } };
}

/** A booking that is put elsewhere must not meet another one there: that would be the next conflict. */
async function meetsOthers({ tx, scope }: Acting, changes: readonly BookingChange[]): Promise<Refusal> {
  const moved = new Set(changes.map(({ after }) => after.id));
  for (const { before, after } of changes) {
    // Of a room type the rooms are given out as the calendar is settled.
    if (after.status !== 'active' || scope.get(after.unitId)?.isPool === true) continue;
    const had = before?.unitId === after.unitId ? nightSet([before]) : [];
    const gained = subtract(nightSet([after]), had);
    const locks = await loadLocks(tx, leavesOf(scope, after.unitId), after);
    const others = nightSet(locks.filter(({ bookingId }) => !moved.has(bookingId)));
    if (intersect(gained, others).length > 0) {
      return 'These nights are not free there any more: choose another way out.';
    }
  }
  return undefined;
}

function undoOf({ before, after }: BookingChange): Undo['bookings'][number] {
  return { bookingId: after.id, before: before === undefined ? null : kept(before), after: kept(after) };
}

function kept({ unitId, checkIn, checkOut, status }: BookingRecord): Kept {
  return { unitId, checkIn, checkOut, status };
}
