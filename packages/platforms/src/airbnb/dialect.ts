import { addNights, nightsBetween, type Night } from '@roomnight/calendar/night';
import { stayLength } from '@roomnight/calendar/stay';
import type { Feed, FeedEvent, FeedGuest, Verdict } from '../feed.ts';

const stayUid = /^1418fb94e984-/;
const reservationLink = /\/reservations\/(?:details\/)?(HM[A-Z0-9]{6,10})/;
const codeInSummary = /.\((HM[A-Z0-9]{6,10})\)$/;
const lastDigits = /Phone Number \(Last 4 Digits\):\s*(\d{4})/;
const notAvailable = /not available/i;

/** How far ahead a host may let guests book: 3, 6, 9, 12 or 24 months, counted in days by the feed. */
const bookingWindows = [90, 180, 270, 360, 365, 730];
/** The feed ends 366 to 369 days after the fetch; anything nearer is no horizon. */
const nearestHorizon = 364;
const wholeYear = 324;

/** Most "Not available" events are settings, not blocks; they are told apart in this order. */
export function airbnbDialect({ events, today }: Feed): (event: FeedEvent) => Verdict {
  const horizon = events.reduce<Night>(
    (latest, { checkOut }) => (checkOut > latest ? checkOut : latest),
    addNights(today, nearestHorizon),
  );
  const arrivals = new Set<Night>();
  const departures = new Set<Night>();
  for (const event of events) {
    if (!isStay(event)) continue;
    arrivals.add(event.checkIn);
    departures.add(event.checkOut);
  }

  return (event) => {
    if (isStay(event)) return stayVerdict(event);
    const nights = stayLength(event);
    const toHorizon = event.checkOut === horizon;
    if (toHorizon && beginsAtWindow(today, event.checkIn)) {
      return settings('The end of the booking window set on Airbnb, not a block.');
    }
    if (toHorizon && nights === 1) return settings('The last night Airbnb exports, not a block.');
    if (nights >= wholeYear) {
      return {
        ...settings(
          'The listing is closed on Airbnb for the whole year; other platforms are not closed for it.',
        ),
        tell: true,
      };
    }
    if (nights === 1 && event.checkIn === today) {
      return settings('Only tonight: the advance notice set on Airbnb, not a block.');
    }
    if (nights === 1 && (departures.has(event.checkIn) || arrivals.has(event.checkOut))) {
      return settings('One night beside a stay: preparation time set on Airbnb, not a block.');
    }
    return {
      as: 'block',
      reason: notAvailable.test(event.summary)
        ? 'Closed on Airbnb by the host, or imported there from another calendar.'
        : 'Airbnb does not call it a reservation, so its nights count as closed.',
    };
  };
}

function isStay({ uid, summary, description }: FeedEvent): boolean {
  if (notAvailable.test(summary)) return false;
  const text = summary.trim();
  return (
    /^reserved\b/i.test(text) ||
    codeInSummary.test(text) ||
    stayUid.test(uid) ||
    reservationLink.test(description)
  );
}

function stayVerdict(event: FeedEvent): Verdict {
  return {
    as: 'stay',
    tentative: event.status === 'tentative',
    guest: guestOf(event),
    reason: 'Airbnb reports it as reserved.',
  };
}

function guestOf({ summary, description }: FeedEvent): FeedGuest {
  const text = summary.trim();
  const code = codeInSummary.exec(text);
  const name = code && /^\S+/.exec(text.slice(0, code.index + 1))?.[0];
  const reservationCode = reservationLink.exec(description)?.[1] ?? code?.[1];
  const phoneLast4 = lastDigits.exec(description)?.[1];
  return {
    ...(name && { name }),
    ...(phoneLast4 && { phoneLast4 }),
    ...(reservationCode && { reservationCode }),
  };
}

function beginsAtWindow(today: Night, checkIn: Night): boolean {
  // A feed from a cache, or fetched around midnight, is a day off.
  const ahead = nightsBetween(today, checkIn);
  return bookingWindows.some((days) => Math.abs(ahead - days) <= 1);
}

function settings(reason: string) {
  return { as: 'settings', reason, tell: false } as const;
}
