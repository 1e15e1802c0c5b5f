import { afterAll, describe, expect, it } from 'vitest';
import { platformByKey } from '@roomnight/platforms/registry';
import { calendarOf, eventOf, fetchedAt, fixture } from './fixtures.test-feeds.ts';
import { createParserPool } from './parser-pool.ts';
import { readFeed } from './read-feed.ts';
import type { Reading } from './reading.ts';

const parsers = createParserPool({ threads: 1 });
afterAll(() => parsers.close());

async function read(body: Uint8Array, platform = 'airbnb'): Promise<Reading> {
  const { ical } = platformByKey(platform);
  if (!ical) throw new Error(`${platform} has no feed`);
  const reading = await readFeed({ body, dialect: ical.dialect, now: fetchedAt, parsers });
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
    ['an endless duration', ['DTSTART;VALUE=DATE:20261201', 'DURATION:P999999999999999999W']],
    ['an unreadable end', ['DTSTART;VALUE=DATE:20261201', 'DTEND:soon']],
  ])('with %s costs only itself', async (_case, lines) => {
    const bad = ['BEGIN:VEVENT', 'UID:bad', ...lines, 'END:VEVENT'];
    const reading = await read(calendarOf(...bad, 'BEGIN:VEVENT', 'UID:1', ...dates, 'END:VEVENT'));
    expect(shown(reading)).toEqual(['stay 2026-12-01 2026-12-04']);
    expect(reading.unreadable).toBe(1);
    expect(reading.warnings).toMatchObject([{ line: 3 }]);
  });

  it('of a hundred years closes the years around now, and proves nothing of the others', async () => {
    const long = ['DTSTART;VALUE=DATE:20000101', 'DTEND;VALUE=DATE:21000101', 'SUMMARY:Blocked'];
    const bad = ['BEGIN:VEVENT', 'UID:long', ...long, 'END:VEVENT'];
    const body = calendarOf(...bad, 'BEGIN:VEVENT', 'UID:1', ...dates, 'END:VEVENT');
    const reading = await read(body, 'vrbo');
    expect(shown(reading)).toEqual(['block 2025-01-01 2030-01-01', 'stay 2026-12-01 2026-12-04']);
    expect(reading.unreadable).toBe(0);
    expect(reading.warnings).toMatchObject([{ line: 3, message: expect.stringContaining('three years') }]);
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
