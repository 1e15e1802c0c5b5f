import { describe, expect, it } from 'vitest';
import { InvalidRuleError, parseRule } from './recurrence-rule.ts';

describe('parseRule', () => {
  it('reads every first Monday, in any letters and with its prefix', () => {
    const rule = parseRule('FREQ=MONTHLY;BYDAY=1MO');
    expect(rule).toMatchObject({
      frequency: 'MONTHLY',
      interval: 1,
      count: undefined,
      until: undefined,
      days: [{ weekday: 'MO', nth: 1 }],
    });
    expect(parseRule(' rrule:freq=monthly;byday=+1mo ')).toEqual(rule);
  });

  it('reads until when, how often and what the week begins with', () => {
    expect(parseRule('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;WKST=SU;UNTIL=20271231')).toMatchObject({
      interval: 2,
      until: '2027-12-31',
      weekStart: 'SU',
      days: [{ weekday: 'MO' }, { weekday: 'TH' }],
    });
    expect(parseRule('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1;COUNT=3')).toMatchObject({
      count: 3,
      months: [2],
      monthDays: [-1],
    });
  });

  it.each([
    ['', 'is no part'],
    ['maintenance', 'is no part'],
    ['INTERVAL=2', 'FREQ must be'],
    ['FREQ=HOURLY', 'FREQ must be'],
    ['FREQ=DAILY;BYHOUR=9', '“BYHOUR” is no part'],
    ['FREQ=YEARLY;BYYEARDAY=366', '“BYYEARDAY” is no part'],
    ['FREQ=DAILY;FREQ=DAILY', 'twice'],
    ['FREQ=DAILY;INTERVAL=', 'no value'],
    ['FREQ=DAILY;INTERVAL=0', 'from 1 to 999'],
    ['FREQ=DAILY;INTERVAL=1.5', 'from 1 to 999'],
    ['FREQ=DAILY;COUNT=1e9', 'from 1 to 9999'],
    ['FREQ=DAILY;COUNT=2;UNTIL=20271231', 'not both'],
    ['FREQ=DAILY;UNTIL=20270230', 'UNTIL is a date'],
    ['FREQ=DAILY;UNTIL=20271231T000000Z', 'UNTIL is a date'],
    ['FREQ=WEEKLY;BYDAY=XX', 'BYDAY has weekdays'],
    ['FREQ=WEEKLY;BYDAY=1MO', 'MONTHLY or YEARLY'],
    ['FREQ=MONTHLY;BYDAY=6MO', 'BYDAY has weekdays'],
    ['FREQ=MONTHLY;BYMONTHDAY=0', 'but no 0'],
    ['FREQ=MONTHLY;BYMONTHDAY=32', 'from -31 to 31'],
    ['FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=MO', 'not both'],
    ['FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=2', 'plain weekdays'],
    ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=4,-1', 'one number'],
    ['FREQ=YEARLY;BYDAY=20MO', 'BYDAY has weekdays'],
    ['FREQ=YEARLY;BYMONTHDAY=7', 'BYMONTH'],
    // These would be looked for to the end of the calendar.
    ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', 'MONTHLY or YEARLY'],
    ['FREQ=DAILY;INTERVAL=7;BYDAY=MO', 'every day'],
    ['FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30', 'YEARLY'],
    [`FREQ=DAILY;BYDAY=${'MO,'.repeat(100)}MO`, 'At most 200'],
  ])('refuses %j', (text, sentence) => {
    expect(() => parseRule(text)).toThrow(InvalidRuleError);
    expect(() => parseRule(text)).toThrow(sentence);
  });
});
