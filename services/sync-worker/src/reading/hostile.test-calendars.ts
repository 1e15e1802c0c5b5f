import { calendarOf, eventOf } from './fixtures.test-feeds.ts';

/** Up to 5 MB that somebody made to keep a reader busy. */
export type Hostile = readonly [name: string, body: () => Buffer];

const dates = ['UID:1', 'DTSTART;VALUE=DATE:20261201', 'DTEND;VALUE=DATE:20261204'];
const words = 'SUMMARY:Reserved';

/** A stay of 1 to 4 December 2026. */
export const good = ['BEGIN:VEVENT', ...dates, words, 'END:VEVENT'].join('\r\n');

const million = 1_000_000;

/** All of them hold that stay, and it is found. */
export const hostileButReadable: readonly Hostile[] = [
  ['one line of 5 MB', () => calendarOf(`X-A:${'x'.repeat(5_200_000)}`, good)],
  ['a summary of 4 MB', () => eventOf(...dates, `SUMMARY:${'x'.repeat(4 * million)}`)],
  ['a million short lines', () => calendarOf('A:\n'.repeat(million), good)],
  ['a line of a million folds', () => calendarOf(`X-A:x${'\n y'.repeat(million)}`, good)],
  ['a summary of a million folds', () => eventOf(...dates, `SUMMARY:x${'\n y'.repeat(million)}`)],
  ['a million blank lines', () => calendarOf('\n'.repeat(million), good)],
  ['a parameter of 1 MB', () => eventOf(...dates, `DESCRIPTION;X="${'y'.repeat(million)}":z`, words)],
  ['100,000 parameters', () => eventOf(...dates, `DESCRIPTION;${'A=b;'.repeat(100_000)}C=d:z`, words)],
  ['100,000 exceptions', () => repeated(lines(100_000, () => 'EXDATE;VALUE=DATE:20261202'))],
  ['100,000 additions', () => repeated(lines(100_000, () => 'RDATE;VALUE=DATE:20261202'))],
  ['an endless rule', () => repeated('RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30')],
  ['a rule of every second', () => repeated('RRULE:FREQ=SECONDLY')],
  ['a rule of huge steps', () => repeated('RRULE:FREQ=YEARLY;INTERVAL=999999999')],
  ['a thousand rules', () => calendarOf(lines(1_000, (at) => ofUid(at, 'RRULE:FREQ=DAILY;COUNT=19\r\n')))],
  ['a thousand endless rules', () => calendarOf(lines(1_000, endless), good)],
  [
    '20,000 events of one UID',
    () => calendarOf(lines(20_000, (at) => good.replace(words, `${words} ${at}`))),
  ],
  ['20,000 events of no UID', () => calendarOf(lines(20_000, (at) => ofUid(at).replace(/^UID.*\r\n/m, '')))],
  ['a million NULs', () => calendarOf('\0'.repeat(million), good)],
  ['bytes that are no text', () => calendarOf(`X-A:${'\u{10FFFF}'.repeat(100_000)}`, good)],
];

export const hostileAndRefused: readonly (readonly [
  ...Hostile,
  'truncated' | 'too_large' | 'not_a_calendar',
])[] = [
  ['nested 100,000 deep', () => calendarOf('BEGIN:X\r\n'.repeat(100_000)), 'not_a_calendar'],
  ['nested inside an event', () => calendarOf('BEGIN:VEVENT', 'BEGIN:X\r\n'.repeat(40)), 'not_a_calendar'],
  ['of more than 20,000 events', () => calendarOf(lines(20_001, () => good)), 'too_large'],
  [
    'of more nights than that',
    () => calendarOf(lines(30, (at) => ofUid(at, 'RRULE:FREQ=DAILY;COUNT=999\r\n'))),
    'too_large',
  ],
  [
    'whose lines end in a lone CR',
    () => Buffer.from(calendarOf(good).toString().replaceAll('\r\n', '\r')),
    'truncated',
  ],
];

function repeated(rule: string): Buffer {
  return eventOf(...dates, words, rule);
}

function ofUid(at: number, more = ''): string {
  return good.replace('UID:1\r\n', `UID:${at + 1}\r\n${more}`).replace(words, `${words} ${at}`);
}

function endless(at: number): string {
  return ofUid(at, 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\r\n');
}

function lines(count: number, line: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => line(at)).join('\r\n');
}
