import type { Acting, Refusal } from './acting.ts';
import type { BookingChange } from './booking-record.ts';
import { bookingIdsOf } from './conflict-case.ts';
import { changeCalendar } from './change-calendar.ts';
import { loadBookings } from './load-bookings.ts';
import { sayWord } from './say-word.ts';
import { wordOf } from './word-of.ts';
import type { Kept, Step } from './steps.ts';

/** Makes the bookings as they were before a step that Roomnight did, unless they changed again since. */
export async function revertStep(acting: Acting, { kind, undo }: Step): Promise<Refusal> {
  const { tx, organizationId, scope, conflict, actor, now } = acting;
  if (kind === 'say_same_here') {
    const pair = await loadBookings(tx, bookingIdsOf(conflict));
    const word = wordOf(acting, false);
    const bookings = [...pair.values()].map(({ booking }) => booking);
    await sayWord(tx, { organizationId, scope, bookings, word, actor, now });
    return undefined;
  }
  const states = undo?.bookings ?? [];
  const known = await loadBookings(
    tx,
    states.map(({ bookingId }) => bookingId),
  );
  const changes = states.flatMap(({ bookingId, before, after }): BookingChange[] => {
    const booking = known.get(bookingId)?.booking;
    if (booking === undefined || !sameKept(booking, after)) return [];
    const was = before ?? { ...after, status: 'cancelled' as const };
    const cancelled =
      was.status === 'cancelled'
        ? { cancelledAt: now, cancelReason: 'A step of a conflict was taken back.' }
        : { cancelledAt: null, cancelReason: null };
    return [{ before: booking, after: { ...booking, ...was, ...cancelled } }];
  });
  if (changes.length < states.length) return 'It changed again since: it cannot be taken back from here.';
  await changeCalendar(tx, { organizationId, scope, bookings: changes, actor, now });
  return undefined;
}

function sameKept(one: Kept, other: Kept): boolean {
  return (['unitId', 'checkIn', 'checkOut', 'status'] as const).every((field) => one[field] === other[field]);
}
