import ICAL from 'ical.js';
import { addNights, type Night } from '@roomnight/calendar/night';
import { momentsOf } from './moment.ts';
import type { Properties } from './properties.ts';

const frequencies = new Set(['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY']);
const most = 1_000;
/** Dates looked at for one rule. Daily from 2000 to the end of the window takes fewer. */
const mostOfRule = 12_000;
/** The same for all rules of a calendar. Numbers, not times: a busy machine reads the same. */
const mostInAll = 50_000;

/** What the rules of a calendar took so far. */
export class Effort {
  #dates = 0;

  add(dates: number): void {
    this.#dates += dates;
  }

  /** Whether that is more than any honest calendar takes. Says the same in whatever order the rules come. */
  get isTooMuch(): boolean {
    return this.#dates > mostInAll;
  }
}

class NoDateFound extends Error {
  override readonly name = 'NoDateFound';
}

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

/** Expands RRULE and RDATE, without EXDATE's, inside `window`. Bounded in number. */
export function repeat(
  properties: Properties,
  first: Night,
  window: RepetitionWindow,
  effort: Effort,
): Repetition {
  const rule = properties.get('rrule')?.[0]?.values[0];
  const byRule =
    rule === undefined ? { starts: [first], complete: true } : expandRule(rule, first, window, effort);
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

function expandRule(rule: unknown, first: Night, window: RepetitionWindow, effort: Effort): Repetition {
  const recurrence = effort.isTooMuch ? undefined : parseRule(rule);
  if (!recurrence) return { starts: [first], complete: false };
  const starts: Night[] = [];
  try {
    for (const night of nightsOfRule(recurrence, first, effort)) {
      if (night > window.to) break;
      if (isIn(window, night)) starts.push(night);
      if (starts.length > most) return { starts, complete: false };
    }
  } catch (error) {
    if (!(error instanceof NoDateFound)) throw error;
    return { starts, complete: false };
  }
  return { starts, complete: true };
}

/** @throws {NoDateFound} when too many dates were looked at */
function* nightsOfRule(recurrence: ICAL.Recur, first: Night, effort: Effort): Generator<Night, void> {
  const iterator = recurrence.iterator(ICAL.Time.fromDateString(first));
  const matches = iterator.check_contracting_rules.bind(iterator);
  let dates = 0;
  // Asked of every date it looks at: a rule that matches none would be followed for ever.
  iterator.check_contracting_rules = () => {
    if (++dates > mostOfRule) throw new NoDateFound('the rule matches too few dates');
    return matches();
  };
  try {
    for (let time = iterator.next(); time; time = iterator.next()) yield time.toString().slice(0, 10);
  } finally {
    effort.add(dates);
  }
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
