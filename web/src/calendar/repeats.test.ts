import { parseRule } from '@roomnight/calendar/recurrence-rule';
import { describe, expect, it } from 'vitest';
import { nextInWords, once, ruleOf, severalInWords, waysToRepeat } from './repeats.ts';

const labels = (checkIn: string) => waysToRepeat(checkIn).map(({ label }) => label);

describe('ways to repeat', () => {
  it('are named by the first night', () => {
    expect(labels('2026-12-07')).toEqual([
      'Does not repeat',
      'Every week, or every few weeks',
      'Every first Monday of the month',
      'Every month on the 7th',
    ]);
    expect(labels('2026-12-25').slice(2)).toEqual([
      'Every fourth Friday of the month',
      'Every last Friday of the month',
      'Every month on the 25th',
    ]);
    expect(labels('2027-01-31').slice(2)).toEqual([
      'Every last Sunday of the month',
      'Every month on the 31st where there is one',
      'Every month on the last day',
    ]);
    expect(labels('')).toEqual(['Does not repeat']);
  });

  it.each(['2026-12-07', '2027-01-31', '2028-02-29'])('are each a rule, for %s', (checkIn) => {
    for (const { value } of waysToRepeat(checkIn).slice(1)) {
      const rule = ruleOf({ ...once, how: value, until: '2027-12-31' }, checkIn) ?? '';
      expect(parseRule(rule).until).toBe('2027-12-31');
    }
    expect(ruleOf(once, checkIn)).toBeUndefined();
  });

  it('are weekly on the day of the first night, or on the days chosen', () => {
    expect(ruleOf({ ...once, how: 'weekly' }, '2026-12-07')).toBe('FREQ=WEEKLY;INTERVAL=1;BYDAY=MO');
    expect(ruleOf({ ...once, how: 'weekly', weeks: 2, weekdays: ['TU', 'TH'] }, '2026-12-07')).toBe(
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH',
    );
  });
});

it('says which nights come next', () => {
  const mondays = ['2026-12-07', '2027-01-04', '2027-02-01', '2027-03-01', '2027-04-05'];
  expect(nextInWords('Every first Monday of the month', mondays, true)).toBe(
    'Every first Monday of the month, next: Mon 7 Dec, Mon 4 Jan, Mon 1 Feb, …',
  );
  expect(nextInWords('Every Monday, 2 times', mondays.slice(0, 2), false)).toBe(
    'Every Monday, 2 times, next: Mon 7 Dec, Mon 4 Jan.',
  );
  expect(severalInWords(mondays.slice(0, 1))).toBe('Mon 7 Dec');
  expect(severalInWords(mondays)).toBe('Mon 7 Dec, Mon 4 Jan, Mon 1 Feb, Mon 1 Mar and 1 more');
});
