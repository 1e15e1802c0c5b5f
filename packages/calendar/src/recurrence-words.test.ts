import { expect, it } from 'vitest';
import { parseRule } from './recurrence-rule.ts';
import { nthInWords, recurrenceInWords, weekdayOf } from './recurrence-words.ts';

it.each([
  ['FREQ=MONTHLY;BYDAY=1MO', 'Every first Monday of the month'],
  ['FREQ=MONTHLY;BYDAY=-1SU', 'Every last Sunday of the month'],
  ['FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO,3MO', 'Every 2 months on every first Monday and third Monday'],
  ['FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1', 'Every last of Monday and Tuesday of the month'],
  ['FREQ=MONTHLY;BYDAY=SA', 'Every Saturday of the month'],
  ['FREQ=MONTHLY', 'Every month on the 7th'],
  ['FREQ=MONTHLY;BYMONTHDAY=1,22,-1', 'Every month on the 1st, the 22nd and the last day'],
  ['FREQ=MONTHLY;BYMONTHDAY=31', 'Every month on the 31st where there is one'],
  ['FREQ=WEEKLY', 'Every Monday'],
  ['FREQ=WEEKLY;BYDAY=MO,TU,TH', 'Every Monday, Tuesday and Thursday'],
  ['FREQ=WEEKLY;INTERVAL=3;BYDAY=FR', 'Every 3 weeks on Friday'],
  ['FREQ=DAILY;INTERVAL=10;COUNT=3', 'Every 10 days, 3 times'],
  ['FREQ=DAILY;BYDAY=SA,SU', 'Every Saturday and Sunday'],
  ['FREQ=YEARLY', 'Every year on the 7th of December'],
  ['FREQ=YEARLY;BYMONTH=6,9;BYDAY=1MO', 'Every year on every first Monday of June and September'],
  ['FREQ=WEEKLY;UNTIL=20271231', 'Every Monday, until Fri 31 Dec 2027'],
])('%s: %s', (text, words) => {
  expect(recurrenceInWords(parseRule(text), '2026-12-07')).toBe(words);
});

it('names weekdays and places in a month', () => {
  expect(['1969-12-31', '1970-01-05', '2026-12-06'].map(weekdayOf)).toEqual(['WE', 'MO', 'SU']);
  expect([1, 5, -1, -2].map(nthInWords)).toEqual(['first', 'fifth', 'last', 'second to last']);
});
