import { formatNightWithWeekday } from '@roomnight/calendar/format';
import { addNights, isNight, type Night } from '@roomnight/calendar/night';
import { parseRule, type Weekday } from '@roomnight/calendar/recurrence-rule';
import { recurrenceInWords, weekdayOf } from '@roomnight/calendar/recurrence-words';
import { counted } from '../format.ts';

/** How closed nights come again, as the form asks for it. */
export interface Repeats {
  readonly how: 'never' | 'weekly' | 'nthWeekday' | 'lastWeekday' | 'monthDay' | 'lastDay';
  /** Of weekly ones: every how many weeks, and on which days; the first night's where none is chosen. */
  readonly weeks: number;
  readonly weekdays: readonly Weekday[];
  /** The last night it may begin on; for ever where empty. */
  readonly until: Night | '';
}

export const once: Repeats = { how: 'never', weeks: 1, weekdays: [], until: '' };

/** The rule of RFC 5545 for a choice; undefined where nothing repeats. */
export function ruleOf({ how, weeks, weekdays, until }: Repeats, checkIn: Night): string | undefined {
  if (how === 'never' || !isNight(checkIn)) return undefined;
  const day = weekdayOf(checkIn);
  const rules = {
    weekly: `FREQ=WEEKLY;INTERVAL=${weeks};BYDAY=${weekdays.length > 0 ? weekdays.join(',') : day}`,
    nthWeekday: `FREQ=MONTHLY;BYDAY=${nthOf(checkIn)}${day}`,
    lastWeekday: `FREQ=MONTHLY;BYDAY=-1${day}`,
    monthDay: `FREQ=MONTHLY;BYMONTHDAY=${dayOf(checkIn)}`,
    lastDay: 'FREQ=MONTHLY;BYMONTHDAY=-1',
  };
  return until === '' ? rules[how] : `${rules[how]};UNTIL=${until.replaceAll('-', '')}`;
}

/** What the form offers for nights that begin on `checkIn`, each in words. */
export function waysToRepeat(checkIn: Night): { value: Repeats['how']; label: string }[] {
  if (!isNight(checkIn)) return [{ value: 'never', label: 'Does not repeat' }];
  const monthly = [
    // A month may have no fifth Monday.
    ...(nthOf(checkIn) < 5 ? (['nthWeekday'] as const) : []),
    ...(isOfNextMonth(addNights(checkIn, 7), checkIn) ? (['lastWeekday'] as const) : []),
    'monthDay' as const,
    ...(isOfNextMonth(addNights(checkIn, 1), checkIn) ? (['lastDay'] as const) : []),
  ];
  return [
    { value: 'never', label: 'Does not repeat' },
    { value: 'weekly', label: 'Every week, or every few weeks' },
    ...monthly.map((how) => ({
      value: how,
      label: recurrenceInWords(parseRule(ruleOf({ ...once, how }, checkIn) ?? ''), checkIn),
    })),
  ];
}

/** `Every first Monday of the month, next: Mon 7 Dec, Mon 4 Jan, Mon 1 Feb, …` */
export function nextInWords(sentence: string, checkIns: readonly Night[], goesOn: boolean): string {
  const shown = checkIns.slice(0, 3).map(formatNightWithWeekday);
  const more = checkIns.length > shown.length || goesOn ? ', …' : '.';
  return `${sentence}, next: ${shown.join(', ')}${more}`;
}

/** `Mon 7 Dec, Mon 4 Jan and 3 more` */
export function severalInWords(checkIns: readonly Night[]): string {
  const shown = checkIns.slice(0, 4).map(formatNightWithWeekday).join(', ');
  return checkIns.length > 4 ? `${shown} and ${counted(checkIns.length - 4, 'more', 'more')}` : shown;
}

function dayOf(night: Night): number {
  return Number(night.slice(8));
}

function nthOf(night: Night): number {
  return Math.ceil(dayOf(night) / 7);
}

function isOfNextMonth(later: Night, night: Night): boolean {
  return later.slice(0, 7) !== night.slice(0, 7);
}
