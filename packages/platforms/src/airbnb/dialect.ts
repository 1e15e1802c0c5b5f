import { addNights, nightsBetween, type Night } from '@roomnight/calendar/night';
import { stayLength } from '@roomnight/calendar/stay';
import { judged, type Dialect, type Feed, type FeedEvent, type JudgedEvent, type Verdict } from '../feed.ts';
import { isStay, stayVerdict, wroteIt } from './stays.ts';

/** How far ahead a host may let guests book: 3, 6, 9, 12 or 24 months, counted in days by the feed. */
const bookingWindows = [90, 180, 270, 360, 365, 730];
/** The feed ends 366 to 369 days after the fetch; anything nearer is no horizon. */
const nearestHorizon = 364;
const wholeYear = 324;

/** Most "Not available" events are settings, not blocks; they are told apart in a fixed order. */
export const airbnbDialect: Dialect = {
  name: 'airbnb',
  prodId: /airbnb/i,
  wrote: wroteIt,
  judge(feed) {
    const closures: FeedEvent[] = [];
    const events: JudgedEvent[] = [];
    const arrivals = new Set<Night>();
    const departures = new Set<Night>();
    for (const event of feed.events) {
      if (isStay(event)) {
        events.push(judged(event, stayVerdict(event)));
        arrivals.add(event.checkIn);
        departures.add(event.checkOut);
      } else {
        closures.push(event);
      }
    }
    const horizon = horizonOf(feed);
    const bookingWindowDays = bookingWindowOf(closures, horizon, feed);
    const windowEnd = bookingWindowDays === undefined ? undefined : addNights(feed.today, bookingWindowDays);
    for (const event of closures) {
      const setting = settingBehind(event, { arrivals, departures, horizon, today: feed.today });
      if (setting) {
        events.push(judged(event, setting));
      } else if (windowEnd !== undefined && event.checkOut === horizon && event.checkIn < windowEnd) {
        // A block that touches the end of the booking window is written as one with it.
        events.push(judged({ ...event, checkOut: windowEnd }, block(event)));
        events.push(judged({ ...event, checkIn: windowEnd }, bookingWindow));
      } else {
        events.push(judged(event, block(event)));
      }
    }
    return { events, bookingWindowDays };
  },
};

interface Surroundings {
  readonly arrivals: ReadonlySet<Night>;
  readonly departures: ReadonlySet<Night>;
  readonly horizon: Night;
  readonly today: Night;
}

const bookingWindow = settings('The end of the booking window set on Airbnb, not a block.');

/** What setting of the listing closes these nights; undefined when it is none. */
function settingBehind(event: FeedEvent, surroundings: Surroundings): Verdict | undefined {
  const { arrivals, departures, horizon, today } = surroundings;
  const { checkIn, checkOut } = event;
  const nights = stayLength(event);
  if (checkOut === horizon && windowBeginning(today, checkIn) !== undefined) return bookingWindow;
  if (checkOut === horizon && nights === 1) {
    return settings('The last night Airbnb exports, not a block.');
  }
  if (nights >= wholeYear) {
    const reason =
      'The listing is closed on Airbnb for the whole year; other platforms are not closed for it.';
    return { as: 'settings', reason, tell: true };
  }
  if (nights === 1 && checkIn === today) {
    return settings('Only tonight: the advance notice set on Airbnb, not a block.');
  }
  if (nights === 1 && (departures.has(checkIn) || arrivals.has(checkOut))) {
    return settings('One night beside a stay: preparation time set on Airbnb, not a block.');
  }
  return undefined;
}

function block({ summary }: FeedEvent): Verdict {
  return {
    as: 'block',
    reason: /not available/i.test(summary)
      ? 'Closed on Airbnb by the host, or imported there from another calendar.'
      : 'Airbnb does not call it a reservation, so its nights count as closed.',
  };
}

/** The end of what Airbnb exports. */
function horizonOf({ events, today }: Feed): Night {
  return events.reduce<Night>(
    (latest, { checkOut }) => (checkOut > latest ? checkOut : latest),
    addNights(today, nearestHorizon),
  );
}

/** Told by the event that fills the rest; while that runs together with a block, it is what it was. */
function bookingWindowOf(
  closures: readonly FeedEvent[],
  horizon: Night,
  { today, bookingWindowDays }: Feed,
): number | undefined {
  const toHorizon = closures.filter(({ checkOut }) => checkOut === horizon);
  if (toHorizon.length === 0) return undefined;
  const windows = toHorizon.flatMap(({ checkIn }) => windowBeginning(today, checkIn) ?? []);
  return windows.length > 0 ? Math.min(...windows) : bookingWindowDays;
}

/** The booking window that ends where `checkIn` begins, in days. */
function windowBeginning(today: Night, checkIn: Night): number | undefined {
  const ahead = nightsBetween(today, checkIn);
  const exact = bookingWindows.find((days) => days === ahead);
  // A feed from a cache, or fetched around midnight, is a day off.
  return exact ?? bookingWindows.find((days) => Math.abs(ahead - days) <= 1);
}

function settings(reason: string): Verdict {
  return { as: 'settings', reason };
}
