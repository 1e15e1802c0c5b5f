import { describe, expect, it } from 'vitest';
import { CalendarUnreadable, readEvents } from './ical-read.ts';

function calendar(...lines: string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}

describe('readEvents', () => {
  it('reads dates, unfolds lines and sorts', () => {
    const text = calendar(
      'BEGIN:VEVENT',
      'DTSTART;VALUE=DATE:202612',
      ' 24',
      'DTEND;VALUE=DATE:20261226',
      'SUMMARY:Booked',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'DTEND;VALUE=DATE:20261203',
      'DTSTART;VALUE=DATE:20261201',
      'UID:a@b',
      'END:VEVENT',
    );
    expect(readEvents(text)).toEqual([
      { checkIn: '2026-12-01', checkOut: '2026-12-03', uid: 'a@b', summary: '' },
      { checkIn: '2026-12-24', checkOut: '2026-12-26', uid: '', summary: 'Booked' },
    ]);
  });

  it('takes UTC instants at their date in India', () => {
    const text = calendar('BEGIN:VEVENT', 'DTSTART:20261231T200000Z', 'DTEND:20270102T053000Z', 'END:VEVENT');
    expect(readEvents(text)).toMatchObject([{ checkIn: '2027-01-01', checkOut: '2027-01-02' }]);
  });

  it('takes an event without a later end for one night', () => {
    const text = calendar('BEGIN:VEVENT', 'DTSTART;VALUE=DATE:20261231', 'END:VEVENT');
    expect(readEvents(text)).toMatchObject([{ checkIn: '2026-12-31', checkOut: '2027-01-01' }]);
  });

  it.each([
    ['a web page', '<!doctype html><html></html>'],
    ['nothing', ''],
    ['half a calendar', calendar().replace('END:VCALENDAR', '')],
    ['an event without dates', calendar('BEGIN:VEVENT', 'SUMMARY:Booked', 'END:VEVENT')],
  ])('refuses %s', (_what, text) => {
    expect(() => readEvents(text)).toThrow(CalendarUnreadable);
  });
});
