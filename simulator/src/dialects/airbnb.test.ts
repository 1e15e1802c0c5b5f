import { describe, expect, it } from 'vitest';
import { calendarView, soldStay } from '../fixtures.ts';
import { airbnb } from './airbnb.ts';

function spans(body: string): string[] {
  const dates = body.matchAll(/DTSTART;VALUE=DATE:(\d+)\r\nDTEND;VALUE=DATE:(\d+)/g);
  return [...dates].map(([, from, to]) => `${from}-${to}`);
}

describe('Airbnb since 2025', () => {
  it('writes a calendar as the platform does, to the byte', () => {
    const body = airbnb.render(
      calendarView({
        stays: [soldStay('2026-11-20', '2026-11-25')],
        closures: [{ checkIn: '2026-12-24', checkOut: '2026-12-26' }],
      }),
    );
    const [, block, tail] = [...body.matchAll(/UID:(.*)\r\n/g)].map((match) => match[1]);
    expect(body).toBe(
      [
        'BEGIN:VCALENDAR',
        'PRODID:-//Airbnb Inc//Hosting Calendar 1.0//EN',
        'CALSCALE:GREGORIAN',
        'VERSION:2.0',
        'BEGIN:VEVENT',
        'DTSTAMP:20261123T063000Z',
        'DTSTART;VALUE=DATE:20261120',
        'DTEND;VALUE=DATE:20261125',
        'SUMMARY:Reserved',
        'UID:1418fb94e984-584f42167fd9424fa7a5b9c87c26b23c@airbnb.com',
        'DESCRIPTION:Reservation URL: https://www.airbnb.com/hosting/reservations/de',
        ' tails/HM5HFWK4B2\\nPhone Number (Last 4 Digits): 5605',
        'END:VEVENT',
        'BEGIN:VEVENT',
        'DTSTAMP:20261123T063000Z',
        'DTSTART;VALUE=DATE:20261224',
        'DTEND;VALUE=DATE:20261226',
        'SUMMARY:Airbnb (Not available)',
        `UID:${block}`,
        'END:VEVENT',
        'BEGIN:VEVENT',
        'DTSTAMP:20261123T063000Z',
        'DTSTART;VALUE=DATE:20270522',
        'DTEND;VALUE=DATE:20271124',
        'SUMMARY:Airbnb (Not available)',
        `UID:${tail}`,
        'END:VEVENT',
        'END:VCALENDAR',
        '',
      ].join('\r\n'),
    );
    expect(block).toMatch(/^7f662ec65913-[0-9a-f]{32}@airbnb\.com$/);
    expect(tail).toMatch(/^7f662ec65913-[0-9a-f]{32}@airbnb\.com$/);
  });

  it('rolls the tail on a day each day, under another UID', () => {
    const tails = ['2026-11-23', '2026-11-24'].map((today) => airbnb.render(calendarView({ today })));
    expect(tails[0]).toContain('DTSTART;VALUE=DATE:20270522\r\nDTEND;VALUE=DATE:20271124');
    expect(tails[1]).toContain('DTSTART;VALUE=DATE:20270523\r\nDTEND;VALUE=DATE:20271125');
    const uids = tails.map((body) => /UID:(.*)\r/.exec(body)?.[1]);
    expect(uids[0]).not.toBe(uids[1]);
  });

  it('merges whatever is closed with its neighbours and never with a stay', () => {
    const body = airbnb.render(
      calendarView({
        bookingWindowDays: 366,
        stays: [soldStay('2026-12-05', '2026-12-07')],
        closures: [
          { checkIn: '2026-12-01', checkOut: '2026-12-03' },
          { checkIn: '2026-12-03', checkOut: '2026-12-06' },
          { checkIn: '2026-12-06', checkOut: '2026-12-09' },
        ],
      }),
    );
    expect(spans(body)).toEqual(['20261201-20261205', '20261205-20261207', '20261207-20261209']);
  });

  it('closes what the house rules close, without saying why', () => {
    const stays = [soldStay('2026-12-05', '2026-12-07')];
    const rules = { advanceNoticeDays: 1, preparationNights: 1, bookingWindowDays: 366 };
    expect(spans(airbnb.render(calendarView({ stays, ...rules })))).toEqual([
      '20261123-20261124',
      '20261204-20261205',
      '20261205-20261207',
      '20261207-20261208',
    ]);
    expect(spans(airbnb.render(calendarView({ snoozed: true })))).toEqual(['20261123-20271124']);
  });

  it('shows a stay until the day it ends and drops it the day after', () => {
    const stays = [soldStay('2026-11-20', '2026-11-23')];
    expect(airbnb.render(calendarView({ stays }))).toContain('SUMMARY:Reserved');
    expect(airbnb.render(calendarView({ stays, today: '2026-11-24' }))).not.toContain('SUMMARY:Reserved');
  });
});
