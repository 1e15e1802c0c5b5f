import { afterAll, describe, expect, it } from 'vitest';
import { platformByKey } from '@roomnight/platforms/registry';
import { calendarOf, eventOf, fetchedAt, fixture } from './fixtures.test-feeds.ts';
import { createParserPool } from './parser-pool.ts';
import { readFeed } from './read-feed.ts';
import type { Reading } from './reading.ts';

const parsers = createParserPool({ threads: 1 });
afterAll(() => parsers.close());

async function read(body: Uint8Array, platform = 'airbnb', now = fetchedAt): Promise<Reading> {
  const { ical } = platformByKey(platform);
  if (!ical) throw new Error(`${platform} has no feed`);
  const reading = await readFeed({ body, dialect: ical.dialect, now, parsers });
  if (!reading.ok) throw new Error(reading.message);
  return reading;
}

async function failure(body: Uint8Array) {
  const { ical } = platformByKey('airbnb');
  if (!ical) throw new Error('Airbnb has no feed');
  return readFeed({ body, dialect: ical.dialect, now: fetchedAt, parsers });
}

function shown({ facts }: Reading): string[] {
  return facts.map(({ kind, tentative, checkIn, checkOut, guest }) =>
    [kind, checkIn, checkOut, ...(tentative ? ['tentative'] : []), ...Object.values(guest)].join(' '),
  );
}

function ignored({ events }: Reading): string[] {
  return events
    .filter(({ as }) => !['stay', 'tentative', 'block', 'closed'].includes(as))
    .map(({ checkIn, reason }) => `${checkIn} ${reason}`);
}

describe('a feed of Airbnb', () => {
  it('of today', async () => {
    const reading = await read(fixture('airbnb.ics'));
    expect(shown(reading)).toEqual([
      'stay 2026-11-20 2026-11-25 7731 HMQW8XJ2KD',
      'stay 2026-12-01 2026-12-04 0042 HMA1B2C3D4',
      'block 2026-12-24 2026-12-27',
    ]);
    expect(ignored(reading)).toEqual([
      '2026-12-04 One night beside a stay: preparation time set on Airbnb, not a block.',
      '2027-05-22 The end of the booking window set on Airbnb, not a block.',
    ]);
    expect(reading).toMatchObject({
      unreadable: 0,
      warnings: [],
      horizon: '2027-11-24',
    });
  });

  it('of before 2025', async () => {
    const reading = await read(fixture('airbnb-until-2025.ics'));
    expect(shown(reading)).toEqual([
      'stay 2026-12-01 2026-12-04 0042 HMA1B2C3D4',
      'block 2026-12-28 2026-12-30',
    ]);
    expect(ignored(reading)).toHaveLength(1);
  });

  it('of 2018', async () => {
    expect(shown(await read(fixture('airbnb-2018.ics')))).toEqual([
      'stay 2026-12-01 2026-12-04 Asha 3210 HMA1B2C3D4',
    ]);
  });
});

describe('other feeds', () => {
  it('of VRBO', async () => {
    const reading = await read(fixture('vrbo.ics'), 'vrbo');
    expect(shown(reading)).toEqual([
      'stay 2026-08-14 2026-08-18 Daniel',
      'stay 2026-12-11 2026-12-15 Priya',
      'block 2026-12-20 2026-12-23',
    ]);
    expect(reading).toMatchObject({ horizon: '2026-12-23' });
  });

  it('of Abritel, in French', async () => {
    expect(shown(await read(fixture('abritel.ics'), 'vrbo'))).toEqual([
      'stay 2026-12-11 2026-12-15 Zoé',
      'stay 2026-12-18 2026-12-21 tentative Léa',
      'block 2026-12-28 2026-12-30',
    ]);
  });

  it('of Booking.com', async () => {
    const reading = await read(fixture('booking-com.ics'), 'booking_com');
    expect(shown(reading)).toEqual(['block 2026-11-23 2026-11-26', 'stay 2026-12-10 2026-12-12 Meera']);
    expect(ignored(reading)).toEqual([
      '2027-11-24 More than a year ahead: closed by Booking.com itself, not a block.',
    ]);
  });

  it('of GoMMT, with bare line feeds', async () => {
    expect(shown(await read(fixture('gommt.ics'), 'gommt'))).toEqual([
      'stay 2026-12-01 2026-12-02',
      'block 2026-12-02 2026-12-03',
    ]);
  });

  it('through Google, with zones, alarms, cancelled and transparent events', async () => {
    const reading = await read(fixture('google-republished.ics'));
    expect(shown(reading)).toEqual([
      'stay 2026-12-01 2026-12-04',
      // 18:30 in UTC is midnight in India.
      'stay 2026-12-11 2026-12-12 tentative',
      // 14:00 and 11:00 in New York are half past midnight and 21:30 in India.
      'stay 2026-12-16 2026-12-17',
    ]);
    expect(reading.cancelled).toEqual(['gone@google.com']);
    expect(ignored(reading)).toEqual([
      '2026-12-19 The feed says that it takes no time.',
      '2026-12-21 The feed marks it as cancelled.',
    ]);
  });
});

describe('no calendar', () => {
  it.each([
    ['not_a_calendar', ''],
    ['not_a_calendar', ' \r\n\t'],
    ['not_a_calendar', '<!doctype html><title>Log in</title>BEGIN:VCALENDAR'],
    ['not_a_calendar', '\uFEFF\r\n<html></html>'],
    ['not_a_calendar', '{"error":"not found"}'],
    ['not_a_calendar', 'END:VCALENDAR'],
    ['truncated', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DA'],
    ['truncated', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nEND:VCALENDAR'],
    ['truncated', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR'],
    ['not_a_calendar', `BEGIN:VCALENDAR\r\n${'BEGIN:X\r\n'.repeat(50)}END:VCALENDAR`],
    ['too_large', `BEGIN:VCALENDAR\r\n${'X-A:b\r\n'.repeat(800_000)}END:VCALENDAR`],
    ['too_large', calendarOf(...Array<string>(20_001).fill('BEGIN:VEVENT\r\nEND:VEVENT')).toString()],
  ])('is %s (case %$)', async (failureClass, text) => {
    expect(await failure(Buffer.from(text))).toMatchObject({ ok: false, class: failureClass });
  });

  it('is not UTF-16', async () => {
    const utf16 = Buffer.from(`\uFEFF${fixture('vrbo.ics').toString()}`, 'utf16le');
    expect(await failure(utf16)).toMatchObject({ ok: false, class: 'not_a_calendar' });
  });
});

describe('an event', () => {
  const dates = ['DTSTART;VALUE=DATE:20261201', 'DTEND;VALUE=DATE:20261204', 'SUMMARY:Reserved'];

  it('survives a byte order mark and a fold inside a character', async () => {
    const whole = eventOf(...dates.slice(0, 2), 'UID:1', 'SUMMARY:Réservée - Zoé');
    const at = whole.indexOf(Buffer.from('é')) + 1;
    const folded = [Buffer.from('\uFEFF'), whole.subarray(0, at), Buffer.from('\r\n '), whole.subarray(at)];
    const reading = await read(Buffer.concat(folded), 'vrbo');
    expect(shown(reading)).toEqual(['stay 2026-12-01 2026-12-04 Zoé']);
    expect(reading.warnings).toEqual([]);
  });

  it.each([
    ['no end', ['DTSTART;VALUE=DATE:20261201'], '2026-12-02', 0],
    ['a duration', ['DTSTART;VALUE=DATE:20261201', 'DURATION:P1W'], '2026-12-08', 0],
    [
      'an end before its start',
      ['DTSTART;VALUE=DATE:20261201', 'DTEND;VALUE=DATE:20261130'],
      '2026-12-02',
      1,
    ],
    ['an end on its start', ['DTSTART;VALUE=DATE:20261201', 'DTEND;VALUE=DATE:20261201'], '2026-12-02', 1],
    ['floating times', ['DTSTART:20261201T233000', 'DTEND:20261203T110000'], '2026-12-03', 0],
    ['a Windows zone', ['DTSTART;TZID=India Standard Time:20261201T140000', 'DURATION:P2D'], '2026-12-03', 0],
    [
      'an unknown zone',
      ['DTSTART;TZID=Mars/Base:20261201T140000', 'DTEND:20261203T050000Z'],
      '2026-12-03',
      1,
    ],
    ['no seconds', ['DTSTART:20261201T1400', 'DTEND:20261203T1100'], '2026-12-03', 0],
    ['a garbled line', ['DTSTART;VALUE=DATE:20261201', 'DESCRIPTION;="x'], '2026-12-02', 1],
  ])('with %s', async (_case, lines, checkOut, warnings) => {
    const reading = await read(eventOf('UID:1', ...lines, 'SUMMARY:Reserved'));
    expect(reading.facts).toMatchObject([{ checkIn: '2026-12-01', checkOut }]);
    expect(reading.warnings).toHaveLength(warnings);
    expect(reading.unreadable).toBe(0);
  });

  it.each([
    ['no start', ['SUMMARY:Reserved']],
    ['a date that does not exist', ['DTSTART;VALUE=DATE:20270230']],
    ['the year 1', ['DTSTART;VALUE=DATE:00010101']],
    ['the year 9999', ['DTSTART;VALUE=DATE:99991231']],
    ['a hundred years', ['DTSTART;VALUE=DATE:20000101', 'DTEND;VALUE=DATE:21000101']],
    ['an endless duration', ['DTSTART;VALUE=DATE:20261201', 'DURATION:P999999999999999999W']],
    ['an unreadable end', ['DTSTART;VALUE=DATE:20261201', 'DTEND:soon']],
  ])('with %s costs only itself', async (_case, lines) => {
    const bad = ['BEGIN:VEVENT', 'UID:bad', ...lines, 'END:VEVENT'];
    const reading = await read(calendarOf(...bad, 'BEGIN:VEVENT', 'UID:1', ...dates, 'END:VEVENT'));
    expect(shown(reading)).toEqual(['stay 2026-12-01 2026-12-04']);
    expect(reading.unreadable).toBe(1);
    expect(reading.warnings).toMatchObject([{ line: 3 }]);
  });

  it('gets a UID of its own', async () => {
    const event = ['BEGIN:VEVENT', ...dates, 'END:VEVENT'];
    const other = event.map((line) => line.replace('20261204', '20261205'));
    const named = (lines: string[]) =>
      lines.flatMap((line) => (line === 'BEGIN:VEVENT' ? [line, 'UID:1'] : [line]));
    const reading = await read(
      calendarOf(...event, ...event, ...named(event), ...named(other), ...named(event)),
    );
    expect(reading.facts.map(({ uid }) => uid)).toEqual([
      '1#2026-12-01',
      'no-uid:2026-12-01/2026-12-04',
      '1#2026-12-01#2',
    ]);
    expect(reading.warnings).toHaveLength(2);
  });
});
