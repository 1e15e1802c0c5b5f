import { describe, expect, it } from 'vitest';
import { checkRecurrence } from './check-recurrence.ts';

// 24 November in India, still the 23rd in UTC.
const now = new Date('2026-11-23T19:00:00Z');
const firstMondays = { firstNight: '2026-11-24', nights: 1, rrule: 'FREQ=MONTHLY;BYDAY=1MO' };

describe('nights that can be closed again and again', () => {
  it('are as many as fit within the horizon of a booking', () => {
    const { stays, goesOn } = checkRecurrence(firstMondays, now);
    expect(stays).toHaveLength(36);
    expect(stays[0]).toEqual({ checkIn: '2026-12-07', checkOut: '2026-12-08' });
    expect(goesOn).toBe(true);
    expect(checkRecurrence({ ...firstMondays, rrule: 'FREQ=WEEKLY;COUNT=3' }, now).goesOn).toBe(false);
  });

  it('may lie against each other, and be as many as every weekday', () => {
    expect(checkRecurrence({ ...firstMondays, rrule: 'FREQ=WEEKLY', nights: 7 }, now).stays).toHaveLength(
      156,
    );
    const weekdays = checkRecurrence({ ...firstMondays, rrule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR' }, now);
    expect(weekdays.stays.length).toBeGreaterThan(780);
  });

  it.each([
    ['firstNight', { firstNight: '2026-11-23' }],
    ['nights', { nights: 0 }],
    ['nights', { nights: 366 }],
    ['nights', { nights: 1.5 }],
    ['nights', { rrule: 'FREQ=WEEKLY', nights: 8 }],
    ['nights', { rrule: 'FREQ=WEEKLY;BYDAY=SU,MO', nights: 2 }],
    ['rrule', { rrule: 'every first Monday' }],
    ['rrule', { rrule: 'FREQ=MINUTELY' }],
    ['rrule', { rrule: 'FREQ=DAILY' }],
    ['rrule', { rrule: 'FREQ=WEEKLY;UNTIL=20261101' }],
    ['rrule', { firstNight: '2029-11-23' }],
    ['rrule', { rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }],
  ])('name %s for %j', (field, changes) => {
    expect(() => checkRecurrence({ ...firstMondays, ...changes }, now)).toThrow(
      expect.objectContaining({ name: 'InvalidInput', field }),
    );
  });
});
