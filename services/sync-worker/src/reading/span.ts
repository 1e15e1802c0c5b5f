import ICAL from 'ical.js';
import {
  addNights,
  earlierNight,
  istNight,
  laterNight,
  nightStart,
  type Night,
} from '@roomnight/calendar/night';
import type { Stay } from '@roomnight/calendar/stay';
import { momentsOf, type Moment } from './moment.ts';
import { textOf, type Properties } from './properties.ts';

const longestYears = 3;
const longestSeconds = longestYears * 366 * 24 * 60 * 60;

/** An event's nights, or why it has none. `doubts` are worth a warning. */
export type Span = { ok: true; stay: Stay; doubts: string[] } | { ok: false; fault: string };

/**
 * Start and end, by DTEND, DURATION or neither, in nights of India. What is longer than three years is cut to the years
 * around `today`: whatever it is, it closes no other nights that matter, and it proves nothing of other bookings.
 */
export function spanOf(properties: Properties, today: Night): Span {
  const start = firstMoment(properties, 'dtstart');
  if (!start) return { ok: false, fault: 'An event has no start that is a date of 1970 to 2100.' };
  const doubts: string[] = [];
  if (start.unknownZone) doubts.push('A time zone is not known, so India’s was taken.');

  const end = endOf(properties, start);
  if (end === 'unreadable') return { ok: false, fault: 'An event has an end that is no date.' };
  const checkIn = start.night;
  if (end !== undefined && end <= checkIn) doubts.push('An event ends before it begins: taken as one night.');
  const checkOut = end === undefined || end <= checkIn ? addNights(checkIn, 1) : end;
  if (checkOut > `${Number(checkIn.slice(0, 4)) + longestYears}${checkIn.slice(4)}`) {
    doubts.push('An event is longer than three years: only the years around now were taken.');
    return { ok: true, stay: aroundNow({ checkIn, checkOut }, today), doubts };
  }
  return { ok: true, stay: { checkIn, checkOut }, doubts };
}

/** From the beginning of last year to the end of the fourth from now: the cut moves once a year, not every day. */
function aroundNow({ checkIn, checkOut }: Stay, today: Night): Stay {
  const year = Number(today.slice(0, 4));
  const cut = {
    checkIn: laterNight(checkIn, `${year - 1}-01-01`),
    checkOut: earlierNight(checkOut, `${year + 4}-01-01`),
  };
  // All of it is over, or beyond everything: its first night says as much as the rest.
  return cut.checkIn < cut.checkOut ? cut : { checkIn, checkOut: addNights(checkIn, 1) };
}

function endOf(properties: Properties, start: Moment): string | undefined {
  if (properties.has('dtend')) return firstMoment(properties, 'dtend')?.night ?? 'unreadable';
  if (!properties.has('duration')) return undefined;
  const seconds = secondsOf(textOf(properties, 'duration'));
  // Nobody writes years as a duration: it is garbage.
  if (seconds === undefined || seconds > longestSeconds) return 'unreadable';
  const instant = start.instant ?? nightStart(start.night);
  return istNight(new Date(instant.getTime() + seconds * 1000));
}

function secondsOf(duration: string): number | undefined {
  try {
    const seconds = ICAL.Duration.fromString(duration).toSeconds();
    return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
  } catch {
    // ical.js throws at what is no duration.
    return undefined;
  }
}

function firstMoment(properties: Properties, name: string): Moment | undefined {
  const property = properties.get(name)?.[0];
  return property && momentsOf(property)[0];
}
