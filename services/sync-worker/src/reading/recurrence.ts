import ICAL from 'ical.js';
import { addNights, type Night } from '@roomnight/calendar/night';
import { momentsOf } from './moment.ts';
import type { Properties } from './properties.ts';

const frequencies = new Set(['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY']);
const most = 1_000;
/** Daily from 1970 to the end of the window takes fewer; a number, not a time: a busy machine reads the same. */
const mostSteps = 25_000;

/** The nights on which a repeated event begins. `complete` is false when only the first ones are known. */
export interface Repetition {
  readonly starts: readonly Night[];
  readonly complete: boolean;
}

export interface RepetitionWindow {
  readonly from: Night;
  readonly to: Night;
}

/** A year back and three ahead. */
export function repetitionWindow(today: Night): RepetitionWindow {
  return { from: addNights(today, -366), to: addNights(today, 3 * 366) };
}

/**
 * Expands RRULE and RDATE, without EXDATE's, inside `window`. Bounded in number; a rule that matches no
 * date at all still runs for ever inside ical.js, which is why this runs in a thread that can be killed.
 */
export function repeat(properties: Properties, first: Night, window: RepetitionWindow): Repetition {
  const rule = properties.get('rrule')?.[0]?.values[0];
  const byRule = rule === undefined ? { starts: [first], complete: true } : expandRule(rule, first, window);
  const added = nightsOf(properties, 'rdate');
  const removed = nightsOf(properties, 'exdate');
  // What the event itself says is its first stay, whatever its rule makes of it.
  const starts = new Set([first, ...byRule.starts, ...added.nights]).difference(new Set(removed.nights));
  const inWindow = [...starts].filter((night) => night === first || isIn(window, night)).toSorted();
  return {
    starts: inWindow.slice(0, most),
    complete: byRule.complete && added.complete && removed.complete && inWindow.length <= most,
  };
}

function expandRule(rule: unknown, first: Night, window: RepetitionWindow): Repetition {
  const recurrence = parseRule(rule);
  if (!recurrence) return { starts: [first], complete: false };
  const starts: Night[] = [];
  const iterator = recurrence.iterator(ICAL.Time.fromDateString(first));
  let steps = 0;
  for (let time = iterator.next(); time; time = iterator.next()) {
    const night = time.toString().slice(0, 10);
    if (night > window.to) break;
    if (isIn(window, night)) starts.push(night);
    if (starts.length > most || ++steps > mostSteps) return { starts, complete: false };
  }
  return { starts, complete: true };
}

function parseRule(rule: unknown): ICAL.Recur | undefined {
  if (typeof rule !== 'object' || rule === null) return undefined;
  try {
    const recurrence = ICAL.Recur.fromData(rule);
    const { freq, interval } = recurrence;
    return frequencies.has(freq) && interval >= 1 && interval <= 1_000 ? recurrence : undefined;
  } catch {
    // ical.js throws at rules that contradict themselves.
    return undefined;
  }
}

function nightsOf(properties: Properties, name: string): { nights: Night[]; complete: boolean } {
  const listed = properties.get(name) ?? [];
  if (listed.reduce((sum, { values }) => sum + values.length, 0) > most)
    return { nights: [], complete: false };
  const moments = listed.flatMap(momentsOf);
  const nights = moments.flatMap((moment) => (moment ? [moment.night] : []));
  return { nights, complete: nights.length === moments.length };
}

function isIn({ from, to }: RepetitionWindow, night: Night): boolean {
  return from <= night && night <= to;
}
