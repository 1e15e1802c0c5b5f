import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addNights, nightsBetween, type Night } from './night.ts';
import { parseRule, WEEKDAYS, type RecurrenceRule } from './recurrence-rule.ts';
import { goesOnAfter, occurrences } from './recurrence.ts';
import { weekdayOf } from './recurrence-words.ts';

const starts = (text: string, firstNight: Night, checkOut: Night, nights = 1) =>
  occurrences({ rule: parseRule(text), firstNight, nights }, { checkIn: firstNight, checkOut }).map(
    ({ checkIn }) => checkIn,
  );

describe('occurrences', () => {
  it('are every first Monday of the month', () => {
    expect(starts('FREQ=MONTHLY;BYDAY=1MO', '2026-12-01', '2027-04-01')).toEqual([
      '2026-12-07',
      '2027-01-04',
      '2027-02-01',
      '2027-03-01',
    ]);
  });

  it('leave out months without the day, and years without 29 February', () => {
    expect(starts('FREQ=MONTHLY', '2027-01-31', '2027-06-01')).toEqual([
      '2027-01-31',
      '2027-03-31',
      '2027-05-31',
    ]);
    expect(starts('FREQ=YEARLY', '2028-02-29', '2037-01-01')).toEqual([
      '2028-02-29',
      '2032-02-29',
      '2036-02-29',
    ]);
  });

  it('are over by the end of the range, and never begin before it', () => {
    const weekly = { rule: parseRule('FREQ=WEEKLY'), firstNight: '2026-12-07', nights: 3 };
    expect(occurrences(weekly, { checkIn: '2026-12-08', checkOut: '2026-12-24' })).toEqual([
      { checkIn: '2026-12-14', checkOut: '2026-12-17' },
      { checkIn: '2026-12-21', checkOut: '2026-12-24' },
    ]);
    expect(occurrences(weekly, { checkIn: '2026-12-08', checkOut: '2026-12-09' })).toEqual([]);
  });

  it('go on for ever, or until the rule ends', () => {
    const ends = (text: string) =>
      ['2026-12-20', '2026-12-21', '2026-12-23', '2026-12-24', '2030-01-01'].map((night) =>
        goesOnAfter({ rule: parseRule(text), firstNight: '2026-12-07', nights: 3 }, night),
      );
    expect(ends('FREQ=WEEKLY')).toEqual([true, true, true, true, true]);
    expect(ends('FREQ=WEEKLY;COUNT=3')).toEqual([true, true, true, false, false]);
    expect(ends('FREQ=WEEKLY;UNTIL=20261221')).toEqual([true, true, true, false, false]);
  });

  it('are those a calendar shows that is turned page by page', () => {
    fc.assert(
      fc.property(
        anyRule,
        fc.integer({ min: 0, max: 1500 }),
        fc.integer({ min: 0, max: 300 }),
        (text, day, later) => {
          const firstNight = addNights('2026-11-26', day);
          const [checkIn, checkOut] = [addNights(firstNight, later), addNights(firstNight, 500)];
          const found = occurrences({ rule: parseRule(text), firstNight, nights: 1 }, { checkIn, checkOut });
          expect(found.map((stay) => stay.checkIn)).toEqual(
            byHand(parseRule(text), firstNight, checkOut).filter((night) => night >= checkIn),
          );
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** Every night of the range is held against the rule, as somebody with a paper calendar would. */
function byHand(rule: RecurrenceRule, firstNight: Night, checkOut: Night): Night[] {
  const found: Night[] = [];
  for (let night = firstNight; night < checkOut; night = addNights(night, 1)) {
    if (rule.until !== undefined && night > rule.until) break;
    if (rule.count !== undefined && found.length === rule.count) break;
    if (isDue(rule, firstNight, night)) found.push(night);
  }
  return found;
}

function isDue(rule: RecurrenceRule, firstNight: Night, night: Night): boolean {
  const { interval } = rule;
  const days = rule.days.map(({ weekday }) => weekday);
  const [month, firstMonth] = [night, firstNight].map((each) => Number(each.slice(5, 7)));
  const years = Number(night.slice(0, 4)) - Number(firstNight.slice(0, 4));
  const months = years * 12 + (month ?? 0) - (firstMonth ?? 0);
  switch (rule.frequency) {
    case 'DAILY':
      return (
        nightsBetween(firstNight, night) % interval === 0 &&
        (days.length === 0 || days.includes(weekdayOf(night)))
      );
    case 'WEEKLY': {
      const weeks = nightsBetween(weekStart(firstNight, rule), weekStart(night, rule)) / 7;
      return (
        weeks % interval === 0 &&
        (days.length === 0 ? [weekdayOf(firstNight)] : days).includes(weekdayOf(night))
      );
    }
    case 'MONTHLY':
      return months % interval === 0 && meetsDays(rule, firstNight, night);
    case 'YEARLY':
      return (
        years % interval === 0 &&
        (rule.months.length === 0 ? [firstMonth] : rule.months).includes(month ?? 0) &&
        meetsDays(rule, firstNight, night)
      );
  }
}

function meetsDays({ days, monthDays, position }: RecurrenceRule, firstNight: Night, night: Night): boolean {
  const pages = pagesOf(night);
  const place = (of: readonly Night[]) => [of.indexOf(night) + 1, of.indexOf(night) - of.length];
  if (days.length === 0) {
    const wanted = monthDays.length > 0 ? monthDays : [Number(firstNight.slice(8))];
    return place(pages).some((day) => wanted.includes(day));
  }
  if (position !== undefined) {
    const candidates = pages.filter((each) => days.some(({ weekday }) => weekday === weekdayOf(each)));
    return candidates.includes(night) && place(candidates).includes(position);
  }
  const sameWeekday = pages.filter((each) => weekdayOf(each) === weekdayOf(night));
  return days.some(
    ({ weekday, nth }) =>
      weekday === weekdayOf(night) && (nth === undefined || place(sameWeekday).includes(nth)),
  );
}

const months = new Map<string, Night[]>();

/** Every night of the same month. */
function pagesOf(night: Night): Night[] {
  const month = night.slice(0, 7);
  const known = months.get(month);
  if (known) return known;
  const days = Array.from({ length: 31 }, (_, day) => addNights(`${month}-01`, day));
  const pages = days.filter((each) => each.startsWith(month));
  months.set(month, pages);
  return pages;
}

function weekStart(night: Night, { weekStart: day }: RecurrenceRule): Night {
  const past = (WEEKDAYS.indexOf(weekdayOf(night)) - WEEKDAYS.indexOf(day) + 7) % 7;
  return addNights(night, -past);
}

const some = <T>(values: fc.Arbitrary<T>) => fc.uniqueArray(values, { minLength: 1, maxLength: 4 });
const weekday = fc.constantFrom(...WEEKDAYS);
const nth = fc.constantFrom(-5, -2, -1, 1, 2, 3, 4, 5);
const monthDay = fc.constantFrom(-31, -29, -2, -1, 1, 7, 15, 28, 29, 30, 31);
const list = (part: string) => (values: readonly (string | number)[]) => `;${part}=${values.join(',')}`;
const byDay = some(weekday).map(list('BYDAY'));
const ofMonth = fc.oneof(
  some(fc.tuple(nth, weekday).map((day) => day.join(''))).map(list('BYDAY')),
  some(monthDay).map(list('BYMONTHDAY')),
  byDay,
);
const anyDays = fc.oneof(
  fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY').map((frequency) => `FREQ=${frequency}`),
  byDay.map((days) => `FREQ=WEEKLY${days}`),
  ofMonth.map((days) => `FREQ=MONTHLY${days}`),
  fc
    .tuple(
      byDay,
      fc.constantFrom(-4, -1, 1, 2, 4).map((position) => `;BYSETPOS=${position}`),
    )
    .map((parts) => `FREQ=MONTHLY${parts.join('')}`),
  fc
    .tuple(some(fc.integer({ min: 1, max: 12 })).map(list('BYMONTH')), fc.oneof(ofMonth, fc.constant('')))
    .map((parts) => `FREQ=YEARLY${parts.join('')}`),
);
const anyRule = fc
  .tuple(
    anyDays,
    fc.integer({ min: 1, max: 5 }).map((interval) => `;INTERVAL=${interval}`),
    fc.oneof(
      fc.constant(''),
      fc.integer({ min: 1, max: 40 }).map((count) => `;COUNT=${count}`),
      fc
        .integer({ min: 0, max: 2000 })
        .map((days) => `;UNTIL=${addNights('2026-11-26', days).replaceAll('-', '')}`),
    ),
    weekday.map((day) => `;WKST=${day}`),
  )
  .map((parts) => parts.join(''));
