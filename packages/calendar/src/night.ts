import { addMilliseconds } from 'date-fns/addMilliseconds';
import { differenceInMilliseconds } from 'date-fns/differenceInMilliseconds';
import { millisecondsInDay, millisecondsInMinute } from 'date-fns/constants';

/** A local calendar date in India, `YYYY-MM-DD`, slept from that date to the next. Sorts as text. */
export type Night = string;

/** India keeps one offset all year, so no time zone database is needed (nor allowed in workflows). */
const istOffset = (5 * 60 + 30) * millisecondsInMinute;

const shape = /^\d{4}-\d{2}-\d{2}$/;
const daysOfMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether `text` is a date that exists, as `YYYY-MM-DD`. */
export function isNight(text: string): text is Night {
  // No calendar has a year 0: Postgres refuses it.
  if (!shape.test(text) || text < '0001') return false;
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8));
  const days = month === 2 && isLeapYear(Number(text.slice(0, 4))) ? 29 : (daysOfMonths[month - 1] ?? 0);
  return day >= 1 && day <= days;
}

/** `text` as a night; throws {@link InvalidNightError} when no such date exists. */
export function parseNight(text: string): Night {
  if (!isNight(text)) throw new InvalidNightError(text);
  return text;
}

/** The night `days` after `night` (before it when negative). */
export function addNights(night: Night, days: number): Night {
  return dateInUtc(addMilliseconds(utcMidnight(night), days * millisecondsInDay));
}

/** How many nights lie between `from` and `to`: 1 for neighbours, negative when `to` is earlier. */
export function nightsBetween(from: Night, to: Night): number {
  return differenceInMilliseconds(utcMidnight(to), utcMidnight(from)) / millisecondsInDay;
}

/** Order for `sort`: negative when `a` is earlier. */
export function compareNights(a: Night, b: Night): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function earlierNight(a: Night, b: Night): Night {
  return a < b ? a : b;
}

export function laterNight(a: Night, b: Night): Night {
  return a > b ? a : b;
}

/** The date in India at `instant`: from 18:30 UTC it is already tomorrow's. */
export function istNight(instant: Date): Night {
  return dateInUtc(addMilliseconds(instant, istOffset));
}

/** The instant at which `night`'s date begins in India. */
export function nightStart(night: Night): Date {
  return addMilliseconds(utcMidnight(night), -istOffset);
}

export class InvalidNightError extends Error {
  override readonly name = 'InvalidNightError';

  constructor(text: string) {
    super(`Not a date in the form YYYY-MM-DD: ${JSON.stringify(text.slice(0, 40))}`);
  }
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Nights are counted at UTC midnight, where every day has 24 hours, whatever zone the machine is in. */
function utcMidnight(night: Night): Date {
  return new Date(`${night}T00:00:00.000Z`);
}

function dateInUtc(instant: Date): Night {
  return instant.toISOString().slice(0, 10);
}
