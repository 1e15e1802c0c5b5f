// oxlint-disable-next-line import/default -- To Node it is CommonJS, whose exports are the default.
import rrule from 'rrule';
import { addNights, type Night } from './night.ts';
import type { RecurrenceRule } from './recurrence-rule.ts';
import type { Stay } from './stay.ts';

// The only file that talks to rrule: nights are dates at UTC midnight there, and nowhere else.

/** The same number of nights, again and again. */
export interface Recurrence {
  readonly rule: RecurrenceRule;
  /** From when on: the first occurrence begins on the first night from here on that the rule meets. */
  readonly firstNight: Night;
  /** How many nights each time. */
  readonly nights: number;
}

/** Every occurrence that begins on `checkIn` or later and is over by `checkOut`, in order. */
export function occurrences(recurrence: Recurrence, { checkIn, checkOut }: Stay): Stay[] {
  const { nights } = recurrence;
  const last = addNights(checkOut, -nights);
  if (last < checkIn) return [];
  return ruleOf(recurrence)
    .between(atUtcMidnight(checkIn), atUtcMidnight(last), true)
    .map((date) => {
      const first = date.toISOString().slice(0, 10);
      return { checkIn: first, checkOut: addNights(first, nights) };
    });
}

/** Whether an occurrence is still to come that is not over by `night`. */
export function goesOnAfter(recurrence: Recurrence, night: Night): boolean {
  return ruleOf(recurrence).after(atUtcMidnight(addNights(night, -recurrence.nights))) !== null;
}

function ruleOf({ rule, firstNight }: Recurrence): InstanceType<typeof rrule.RRule> {
  const { RRule } = rrule;
  const orNone = <T>(list: readonly T[]): T[] | null => (list.length === 0 ? null : [...list]);
  return new RRule({
    dtstart: atUtcMidnight(firstNight),
    freq: RRule[rule.frequency],
    interval: rule.interval,
    count: rule.count ?? null,
    until: rule.until === undefined ? null : atUtcMidnight(rule.until),
    wkst: RRule[rule.weekStart],
    byweekday: orNone(
      rule.days.map(({ weekday, nth }) => (nth === undefined ? RRule[weekday] : RRule[weekday].nth(nth))),
    ),
    bymonthday: orNone(rule.monthDays),
    bymonth: orNone(rule.months),
    bysetpos: rule.position ?? null,
  });
}

function atUtcMidnight(night: Night): Date {
  return new Date(`${night}T00:00:00Z`);
}
