import { formatNightInFull } from './format.ts';
import { nightsBetween, type Night } from './night.ts';
import { WEEKDAYS, type RecurrenceRule, type RuleDay, type Weekday } from './recurrence-rule.ts';

/**
 * A rule as a person says it: `Every first Monday of the month, until Fri 31 Dec 2027`.
 *
 * @param firstNight says what the rule leaves open: on which weekday every week, on which day every month
 */
export function recurrenceInWords(rule: RecurrenceRule, firstNight: Night): string {
  return `${WORDS[rule.frequency](rule, firstNight)}${endOf(rule)}`;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const NAMES: Record<Weekday, string> = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
};
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];
const aMonday: Night = '1970-01-05';

/** The weekday of a night. */
export function weekdayOf(night: Night): Weekday {
  const days = nightsBetween(aMonday, night) % 7;
  return WEEKDAYS[(days + 7) % 7] ?? 'MO';
}

/** `first`, `last`, `second to last` */
export function nthInWords(nth: number): string {
  const ordinal = ORDINALS[Math.abs(nth) - 1] ?? '';
  if (nth > 0) return ordinal;
  return nth === -1 ? 'last' : `${ordinal} to last`;
}

/** `Monday` */
export function weekdayName(weekday: Weekday): string {
  return NAMES[weekday];
}

const WORDS: Record<RecurrenceRule['frequency'], (rule: RecurrenceRule, firstNight: Night) => string> = {
  DAILY: (rule) => (rule.days.length > 0 ? `Every ${daysOf(rule)}` : every(rule, 'day')),
  WEEKLY(rule, firstNight) {
    const days = rule.days.length > 0 ? daysOf(rule) : NAMES[weekdayOf(firstNight)];
    return rule.interval === 1 ? `Every ${days}` : `${every(rule, 'week')} on ${days}`;
  },
  MONTHLY(rule, firstNight) {
    if (rule.days.length === 0) return `${every(rule, 'month')} on ${monthDaysOf(rule, firstNight)}`;
    const days = daysOf(rule);
    return rule.interval === 1 ? `Every ${days} of the month` : `${every(rule, 'month')} on every ${days}`;
  },
  YEARLY(rule, firstNight) {
    const months = joined(
      (rule.months.length > 0 ? rule.months : [Number(firstNight.slice(5, 7))]).map(
        (month) => MONTHS[month - 1] ?? '',
      ),
    );
    const days = rule.days.length > 0 ? `every ${daysOf(rule)}` : monthDaysOf(rule, firstNight);
    return `${every(rule, 'year')} on ${days} of ${months}`;
  },
};

/** `Every month`, `Every 3 months` */
function every({ interval }: RecurrenceRule, what: string): string {
  return interval === 1 ? `Every ${what}` : `Every ${interval} ${what}s`;
}

/** `Monday and Thursday`, `first Monday`, `last of Monday, Tuesday and Friday` */
function daysOf({ days, position }: RecurrenceRule): string {
  const names = joined(days.map(dayInWords));
  if (position === undefined) return names;
  const which = nthInWords(position);
  return days.length === 1 ? `${which} ${names}` : `${which} of ${names}`;
}

function dayInWords({ weekday, nth }: RuleDay): string {
  return nth === undefined ? NAMES[weekday] : `${nthInWords(nth)} ${NAMES[weekday]}`;
}

/** `the 7th`, `the last day`, `the 31st where there is one` */
function monthDaysOf({ monthDays }: RecurrenceRule, firstNight: Night): string {
  const days = monthDays.length > 0 ? monthDays : [Number(firstNight.slice(8))];
  const named = joined(days.map((day) => `the ${dayOfMonth(day)}`));
  return days.some((day) => Math.abs(day) > 28) ? `${named} where there is one` : named;
}

function dayOfMonth(day: number): string {
  if (day > 0) return ordinal(day);
  return day === -1 ? 'last day' : `${ordinal(-day)} to last day`;
}

function ordinal(day: number): string {
  const suffix = day > 10 && day < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th');
  return `${day}${suffix}`;
}

function endOf({ count, until }: RecurrenceRule): string {
  if (until !== undefined) return `, until ${formatNightInFull(until)}`;
  if (count === undefined) return '';
  return count === 1 ? ', once' : `, ${count} times`;
}

function joined(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
