import { describe, expect, it } from 'vitest';
import { calendarView, soldStay } from '../fixtures.ts';
import { bookingCom } from './booking-com.ts';

const UID = '0a1b2c3d4e5f60718293a4b5c6d7e8f9@booking.com';
const events = (text: string) => text.match(/BEGIN:VEVENT.*?END:VEVENT/gs) ?? [];
const field = (event: string | undefined, name: string) =>
  new RegExp(`^${name}(?:;[^:]*)?:(.*)\r$`, 'm').exec(event ?? '')?.[1];

describe('Booking.com’s feed', () => {
  it('is written byte for byte', () => {
    const text = bookingCom.render(
      calendarView({ seed: 7, stays: [soldStay('2026-12-24', '2026-12-27', { uid: UID })] }),
    );
    expect(text).toMatchInlineSnapshot(`
      "BEGIN:VCALENDAR
      PRODID:-//admin.booking.com\\\\\\, b.v.//NONSGML v1.0//EN
      VERSION:2.0
      METHOD:PUBLISH
      BEGIN:VEVENT
      DTSTART;VALUE=DATE:20261224
      DTEND;VALUE=DATE:20261227
      UID:0a1b2c3d4e5f60718293a4b5c6d7e8f9@booking.com
      SUMMARY:CLOSED - Not available
      END:VEVENT
      BEGIN:VEVENT
      DTSTART;VALUE=DATE:20271124
      DTEND;VALUE=DATE:20280524
      UID:7b63df24f2341d21c7711d9627739c1c@booking.com
      SUMMARY:CLOSED - Not available
      END:VEVENT
      END:VCALENDAR
      "
    `);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('tells a stay and a closure by nothing', () => {
    const text = bookingCom.render(
      calendarView({
        stays: [soldStay('2026-12-24', '2026-12-27', { uid: UID, firstName: 'Meera' })],
        closures: [{ checkIn: '2026-12-10', checkOut: '2026-12-12' }],
      }),
    );
    const summaries = events(text).map((event) => field(event, 'SUMMARY'));
    expect(summaries).toEqual(Array.from({ length: 3 }, () => 'CLOSED - Not available'));
    expect(events(text).map((event) => field(event, 'UID'))).toEqual(
      Array.from({ length: 3 }, () => expect.stringMatching(/^[0-9a-f]{32}@booking\.com$/)),
    );
  });

  it('is zero bytes where nothing is sold or closed', () => {
    expect(bookingCom.render(calendarView())).toBe('');
    expect(bookingCom.render(calendarView({ stays: [soldStay('2026-11-20', '2026-11-23')] }))).toBe('');
  });

  it.each([
    ['to begin today, with some listings', 1, '20261123'],
    ['nowhere with others', 2, '20261121'],
  ])('cuts a running stay %s, and gives it another UID each day', (_, seed, begins) => {
    const stays = [soldStay('2026-11-21', '2026-11-26', { uid: UID })];
    const days = ['2026-11-23', '2026-11-24'].map(
      (today) => events(bookingCom.render(calendarView({ seed, stays, today })))[0],
    );
    expect(field(days[0], 'DTSTART')).toBe(begins);
    expect(field(days[0], 'DTEND')).toBe('20261126');
    expect(new Set([UID, ...days.map((event) => field(event, 'UID'))]).size).toBe(3);
  });

  it('names an organizer with some listings', () => {
    const stays = [soldStay('2026-12-24', '2026-12-27', { uid: UID })];
    const [first] = events(bookingCom.render(calendarView({ seed: 9, stays })));
    expect(field(first, 'ORGANIZER')).toBe('mailto:noreply@booking.com');
  });
});
