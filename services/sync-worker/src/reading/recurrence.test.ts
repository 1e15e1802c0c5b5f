import { describe, expect, it } from 'vitest';
import { eventOf, calendarOf } from './fixtures.test-feeds.ts';
import { parseCalendar } from './parse-calendar.ts';

function arrivals(calendar: Buffer) {
  const parsed = parseCalendar({ calendar, today: '2026-11-23', expand: true });
  if (!parsed.ok) throw new Error(parsed.message);
  return { starts: parsed.events.map(({ checkIn }) => checkIn), unreadable: parsed.unreadable };
}

const weekend = ['UID:1', 'DTSTART;VALUE=DATE:20261204', 'DTEND;VALUE=DATE:20261206'];

describe('repeated events', () => {
  it('are followed with their exceptions and additions', () => {
    const rule = [
      'RRULE:FREQ=WEEKLY;COUNT=4',
      'EXDATE;VALUE=DATE:20261211',
      'RDATE;VALUE=DATE:20270101,20270108',
    ];
    expect(arrivals(eventOf(...weekend, ...rule))).toEqual({
      starts: ['2026-12-04', '2026-12-18', '2026-12-25', '2027-01-01', '2027-01-08'],
      unreadable: 0,
    });
  });

  it('lose the night that another event replaces', () => {
    const moved = ['UID:1', 'RECURRENCE-ID;VALUE=DATE:20261211', 'DTSTART;VALUE=DATE:20261212'];
    const calendar = calendarOf(
      'BEGIN:VEVENT',
      ...weekend,
      'RRULE:FREQ=WEEKLY;COUNT=3',
      'END:VEVENT',
      'BEGIN:VEVENT',
      ...moved,
      'END:VEVENT',
    );
    expect(arrivals(calendar).starts).toEqual(['2026-12-04', '2026-12-12', '2026-12-18']);
  });

  it('end three years ahead and are unique', () => {
    const { starts, unreadable } = arrivals(eventOf(...weekend, 'RRULE:FREQ=WEEKLY'));
    expect(unreadable).toBe(0);
    expect(starts).toHaveLength(156);
    expect(new Set(starts).size).toBe(156);
  });

  it.each([
    'FREQ=SECONDLY',
    'FREQ=HOURLY;COUNT=3',
    'FREQ=DAILY;INTERVAL=1001',
    'FREQ=DAILY;COUNT=5000',
    'FREQ=NEVER',
    'COUNT=3',
  ])('keep their first stay and are reported when the rule is %s', (rule) => {
    const { starts, unreadable } = arrivals(eventOf(...weekend, `RRULE:${rule}`));
    expect(starts[0]).toBe('2026-12-04');
    expect(starts.length).toBeLessThanOrEqual(1_000);
    expect(unreadable).toBe(1);
  });

  it('give up on a rule that matches no date, and follow the others', () => {
    const other = ['UID:2', ...weekend.slice(1), 'RRULE:FREQ=WEEKLY;COUNT=3'];
    const never = ['UID:1', ...weekend.slice(1), 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'];
    const calendar = calendarOf(
      'BEGIN:VEVENT',
      ...never,
      'END:VEVENT',
      'BEGIN:VEVENT',
      ...other,
      'END:VEVENT',
    );
    expect(arrivals(calendar)).toEqual({
      starts: ['2026-12-04', '2026-12-04', '2026-12-11', '2026-12-18'],
      unreadable: 1,
    });
  });

  it('are none of them followed when all together take too long, in whatever order', () => {
    const never = (uid: number) => [
      `UID:${uid}`,
      ...weekend.slice(1),
      'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    ];
    const other = ['UID:0', ...weekend.slice(1), 'RRULE:FREQ=WEEKLY;COUNT=3'];
    const events = [other, ...[1, 2, 3, 4, 5].map(never)];
    for (const order of [events, events.toReversed()]) {
      const calendar = calendarOf(...order.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']));
      expect(arrivals(calendar)).toEqual({ starts: Array(6).fill('2026-12-04'), unreadable: 6 });
    }
  });

  it('give up on a hundred thousand exceptions', () => {
    const exceptions = Array<string>(2_000).fill('EXDATE;VALUE=DATE:20261211');
    expect(arrivals(eventOf(...weekend, 'RRULE:FREQ=WEEKLY;COUNT=2', ...exceptions)).unreadable).toBe(1);
  });
});
