import { isNight, type Night } from './night.ts';

export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A weekday of a rule: every one, or only the `nth` of its month, from the end where that is negative. */
export interface RuleDay {
  readonly weekday: Weekday;
  readonly nth: number | undefined;
}

const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** A rule of RFC 5545 about nights: how something comes again. */
export interface RecurrenceRule {
  readonly frequency: Frequency;
  /** Every how many days, weeks, months or years. */
  readonly interval: number;
  /** How often in all; for ever where this and `until` are undefined. */
  readonly count: number | undefined;
  /** The last night it may begin on. */
  readonly until: Night | undefined;
  readonly days: readonly RuleDay[];
  readonly monthDays: readonly number[];
  readonly months: readonly number[];
  /** Which one of the month's `days` counts, from the end where negative; all of them where undefined. */
  readonly position: number | undefined;
  readonly weekStart: Weekday;
}

/** A text is no rule, or none that is understood here; the message says why in a sentence. */
export class InvalidRuleError extends Error {
  override readonly name = 'InvalidRuleError';
}

const LONGEST_TEXT = 200;
const DAY = /^([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)$/;

/**
 * Reads the text of a rule, such as `FREQ=MONTHLY;BYDAY=1MO`. Understood are the parts that a person needs to close
 * nights: nothing below a day, and no combination that can never meet, because whoever follows one to the end of the
 * calendar is busy for long.
 *
 * @throws {InvalidRuleError}
 */
export function parseRule(text: string): RecurrenceRule {
  const parts = partsOf(text);
  const frequency = FREQUENCIES.find((each) => each === parts.get('FREQ'));
  if (frequency === undefined) throw new InvalidRuleError(`FREQ must be one of ${FREQUENCIES.join(', ')}.`);
  const rule: RecurrenceRule = {
    frequency,
    interval: numberIn(parts, 'INTERVAL', 1, 999) ?? 1,
    count: numberIn(parts, 'COUNT', 1, 9999),
    until: untilOf(parts),
    days: listIn(parts, 'BYDAY').map(dayOf),
    monthDays: numbersIn(parts, 'BYMONTHDAY', -31, 31),
    months: numbersIn(parts, 'BYMONTH', 1, 12),
    // One alone: where two name the same night, rrule counts it twice.
    position: numberIn(parts, 'BYSETPOS', -4, 4),
    weekStart: weekStartOf(parts),
  };
  const fault = FAULTS.find(({ when }) => when(rule));
  if (fault !== undefined) throw new InvalidRuleError(fault.sentence);
  return rule;
}

const PARTS = [
  'FREQ',
  'INTERVAL',
  'COUNT',
  'UNTIL',
  'BYDAY',
  'BYMONTHDAY',
  'BYMONTH',
  'BYSETPOS',
  'WKST',
] as const;
type Part = (typeof PARTS)[number];
type Parts = ReadonlyMap<Part, string>;

const ofMonth = ({ frequency }: RecurrenceRule): boolean => frequency === 'MONTHLY' || frequency === 'YEARLY';
const hasNth = ({ days }: RecurrenceRule): boolean => days.some(({ nth }) => nth !== undefined);

const FAULTS: readonly { when: (rule: RecurrenceRule) => boolean; sentence: string }[] = [
  {
    when: (rule) => rule.count !== undefined && rule.until !== undefined,
    sentence: 'COUNT or UNTIL, not both.',
  },
  {
    when: (rule) => rule.frequency === 'DAILY' && rule.interval > 1 && rule.days.length > 0,
    sentence: 'BYDAY goes with every day, or with weeks, months and years.',
  },
  {
    when: (rule) => !ofMonth(rule) && (rule.monthDays.length > 0 || rule.months.length > 0 || hasNth(rule)),
    sentence: 'Days of a month go with FREQ=MONTHLY or YEARLY.',
  },
  {
    when: (rule) => rule.frequency === 'MONTHLY' && rule.months.length > 0,
    sentence: 'BYMONTH goes with FREQ=YEARLY.',
  },
  {
    when: ({ frequency, months, days, monthDays }) =>
      frequency === 'YEARLY' && months.length === 0 && days.length + monthDays.length > 0,
    sentence: 'Days of a year go with their BYMONTH.',
  },
  {
    when: (rule) => rule.days.length > 0 && rule.monthDays.length > 0,
    sentence: 'BYDAY or BYMONTHDAY, not both.',
  },
  {
    when: (rule) =>
      rule.position !== undefined && (rule.frequency !== 'MONTHLY' || rule.days.length === 0 || hasNth(rule)),
    sentence: 'BYSETPOS goes with FREQ=MONTHLY and plain weekdays.',
  },
];

function partsOf(text: string): Parts {
  if (text.length > LONGEST_TEXT) throw new InvalidRuleError(`At most ${LONGEST_TEXT} characters.`);
  const parts = new Map<Part, string>();
  for (const part of text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .split(';')) {
    const [name = '', value = '', ...more] = part.split('=');
    const known = PARTS.find((each) => each === name);
    if (known === undefined) throw new InvalidRuleError(`“${name}” is no part that can be used here.`);
    if (parts.has(known)) throw new InvalidRuleError(`${known} is there twice.`);
    if (value === '' || more.length > 0) throw new InvalidRuleError(`${known} has no value.`);
    parts.set(known, value);
  }
  return parts;
}

function listIn(parts: Parts, part: Part): string[] {
  return [...new Set(parts.get(part)?.split(','))];
}

/** Whole numbers from `least` to `most`, without the 0 that no list of the RFC has. */
function numbersIn(parts: Parts, part: Part, least: number, most: number): number[] {
  return listIn(parts, part).map((text) => {
    const value = /^[+-]?\d{1,4}$/.test(text) ? Number(text) : 0;
    if (value < least || value > most || value === 0)
      throw new InvalidRuleError(
        `${part} has whole numbers from ${least} to ${most}${least < 0 ? ', but no 0' : ''}.`,
      );
    return value;
  });
}

function numberIn(parts: Parts, part: Part, least: number, most: number): number | undefined {
  const [value, ...more] = numbersIn(parts, part, least, most);
  if (more.length > 0) throw new InvalidRuleError(`${part} is one number.`);
  return value;
}

function dayOf(text: string): RuleDay {
  const [, nth, day] = DAY.exec(text) ?? [];
  const weekday = WEEKDAYS.find((each) => each === day);
  if (weekday === undefined)
    throw new InvalidRuleError('BYDAY has weekdays like MO, or the first and the last like 1MO and -1MO.');
  return { weekday, nth: nth === undefined ? undefined : Number(nth) };
}

function untilOf(parts: Parts): Night | undefined {
  const text = parts.get('UNTIL');
  if (text === undefined) return undefined;
  const night = text.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
  if (!isNight(night)) throw new InvalidRuleError('UNTIL is a date like 20271231.');
  return night;
}

function weekStartOf(parts: Parts): Weekday {
  const given = parts.get('WKST') ?? 'MO';
  const found = WEEKDAYS.find((each) => each === given);
  if (found === undefined) throw new InvalidRuleError('WKST is a weekday like MO.');
  return found;
}
