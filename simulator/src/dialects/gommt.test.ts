import { expect, it } from 'vitest';
import { calendarView, soldStay } from '../fixtures.ts';
import { gommt } from './gommt.ts';

it('writes LF lines and an event for each night, up to 450 days ahead', () => {
  const text = gommt.render(
    calendarView({
      stays: [soldStay('2026-11-22', '2026-11-25')],
      closures: [
        { checkIn: '2026-11-24', checkOut: '2026-11-26' },
        { checkIn: '2028-02-15', checkOut: '2028-02-20' },
      ],
    }),
  );
  expect(text).not.toContain('\r');
  expect(text).toMatchInlineSnapshot(`
    "BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//GoMMT//Connect//EN
    BEGIN:VEVENT
    UID:9cc142099f3b@makemytrip.com
    DTSTART;VALUE=DATE:20261123
    DTEND;VALUE=DATE:20261124
    SUMMARY:Reserved
    END:VEVENT
    BEGIN:VEVENT
    UID:1cc7eda90972@makemytrip.com
    DTSTART;VALUE=DATE:20261124
    DTEND;VALUE=DATE:20261125
    SUMMARY:Reserved
    END:VEVENT
    BEGIN:VEVENT
    UID:2c1cb3d5e95f@makemytrip.com
    DTSTART;VALUE=DATE:20261125
    DTEND;VALUE=DATE:20261126
    SUMMARY:Not available
    END:VEVENT
    BEGIN:VEVENT
    UID:a5cfcaefdf78@makemytrip.com
    DTSTART;VALUE=DATE:20280215
    DTEND;VALUE=DATE:20280216
    SUMMARY:Not available
    END:VEVENT
    END:VCALENDAR
    "
  `);
});

it('is a calendar without events where nothing is taken', () => {
  expect(gommt.render(calendarView())).toBe(
    'BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//GoMMT//Connect//EN\nEND:VCALENDAR\n',
  );
});
