import { addNights } from '@roomnight/calendar/night';
import { judged, type Dialect, type FeedEvent, type JudgedEvent, type Verdict } from '../feed.ts';

const closed = /^closed\s*-/i;
const closedFor = /^closed\s*-\s*(?!not available)(\S+)/i;

/** The platform itself closes what lies beyond a year, up to about eighteen months. */
const ownClosure = { from: 366, atLeast: 150 };

/** Stays and closures read the same here: only the nights are certain. */
export const bookingComDialect: Dialect = {
  name: 'booking_com',
  prodId: /booking\.com/i,
  wrote: ({ uid, summary }) => /@booking\.com(?:#|$)/i.test(uid) || closed.test(summary.trim()),
  judge({ events, today }) {
    // A feed from a cache, or fetched around midnight, is a day off.
    const sureOwn = addNights(today, ownClosure.from - 1);
    const own = addNights(today, ownClosure.from + 1);
    const farEnough = addNights(today, ownClosure.from + ownClosure.atLeast);
    return {
      events: events.flatMap((event): JudgedEvent[] => {
        if (event.checkOut < farEnough || event.checkIn > own) return [judged(event, verdictOf(event))];
        if (event.checkIn >= sureOwn) return [judged(event, ownVerdict)];
        // The platform's own closure runs together with nights that are taken right before it.
        const cut = addNights(today, ownClosure.from);
        return [
          judged({ ...event, checkOut: cut }, verdictOf(event)),
          judged({ ...event, checkIn: cut }, ownVerdict),
        ];
      }),
    };
  },
};

const ownVerdict: Verdict = {
  as: 'settings',
  reason: 'More than a year ahead: closed by Booking.com itself, not a block.',
};

function verdictOf({ summary, status }: FeedEvent): Verdict {
  const name = closedFor.exec(summary.trim())?.[1];
  if (name) {
    const guest = { name };
    return status === 'tentative'
      ? { as: 'tentative', guest, reason: 'Booking.com holds these nights for a guest it names.' }
      : { as: 'stay', guest, reason: 'Booking.com names a guest for these nights.' };
  }
  return {
    as: 'closed',
    reason: 'Booking.com closed these nights; its feed does not say whether for a guest.',
  };
}
