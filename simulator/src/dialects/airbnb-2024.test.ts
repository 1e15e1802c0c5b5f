import { describe, expect, it } from 'vitest';
import { calendarView, soldStay } from '../fixtures.ts';
import { airbnb2024 } from './airbnb-2024.ts';

describe('Airbnb to early 2025', () => {
  it('writes a calendar as the platform did, to the byte', () => {
    const body = airbnb2024.render(calendarView({ stays: [soldStay('2026-12-24', '2026-12-28')], seed: 8 }));
    const tail = [...body.matchAll(/UID:(.*)\r\n/g)].at(-1)?.[1];
    expect(body).toBe(
      [
        'BEGIN:VCALENDAR',
        'PRODID;X-RICAL-TZSOURCE=TZINFO:-//Airbnb Inc//Hosting Calendar 0.8.8//EN',
        'CALSCALE:GREGORIAN',
        'VERSION:2.0',
        'BEGIN:VEVENT',
        'DTEND;VALUE=DATE:20261228',
        'DTSTART;VALUE=DATE:20261224',
        'UID:1418fb94e984-584f42167fd9424fa7a5b9c87c26b23c@airbnb.com',
        'DESCRIPTION:Reservation URL: https://www.airbnb.com/hosting/reservations/',
        ' details/HM5HFWK4B2\\nPhone Number (Last 4 Digits): 5605',
        'SUMMARY:Reserved',
        'END:VEVENT',
        'BEGIN:VEVENT',
        'DTEND;VALUE=DATE:20271126',
        'DTSTART;VALUE=DATE:20270522',
        `UID:${tail}`,
        'SUMMARY:Airbnb (Not available)',
        'END:VEVENT',
        'END:VCALENDAR',
        '',
      ].join('\r\n'),
    );
    expect(tail).toMatch(/^6fec1092d3fa-[0-9a-f]{32}@airbnb\.com$/);
  });

  it('ends its tail 368 or 369 days ahead and says nothing of the moment', () => {
    expect(airbnb2024.render(calendarView({ seed: 9 }))).toContain('DTEND;VALUE=DATE:20271127');
    expect(airbnb2024.render(calendarView({ stamp: new Date(0) }))).toBe(airbnb2024.render(calendarView()));
  });
});
