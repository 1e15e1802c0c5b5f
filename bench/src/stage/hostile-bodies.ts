const event = ['BEGIN:VEVENT', 'UID:1', 'DTSTART;VALUE=DATE:20261201', 'DTEND;VALUE=DATE:20261204'];

/** Calendars that are meant to keep a reader busy: endless ones, deep ones, and as large as a body may be. */
export const hostileBodies: readonly { readonly name: string; readonly body: Buffer }[] = [
  {
    name: 'a rule that never matches',
    body: calendar(...event, 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', 'END:VEVENT'),
  },
  {
    name: 'an endless duration',
    body: calendar(
      'BEGIN:VEVENT',
      'UID:1',
      'DTSTART;VALUE=DATE:20261201',
      'DURATION:P999999999999999999W',
      'END:VEVENT',
    ),
  },
  {
    name: 'as many rules that never match as are followed',
    body: calendar(...Array.from({ length: 4 }, (_, at) => neverMatching(at)).flat()),
  },
  { name: 'every second', body: calendar(...event, 'RRULE:FREQ=SECONDLY', 'END:VEVENT') },
  {
    name: '100,000 exceptions',
    body: calendar(
      ...event,
      'RRULE:FREQ=DAILY',
      repeated('EXDATE;VALUE=DATE:20261202', 100_000),
      'END:VEVENT',
    ),
  },
  {
    name: '100,000 parameters',
    body: calendar(...event, `DESCRIPTION;${'A=b;'.repeat(100_000)}C=d:e`, 'END:VEVENT'),
  },
  { name: 'a line of 4 MB', body: calendar(...event, `SUMMARY:${'x'.repeat(4_000_000)}`, 'END:VEVENT') },
  { name: 'a million short lines', body: calendar(repeated('A:', 1_000_000)) },
  { name: 'deep nesting', body: calendar(repeated('BEGIN:X', 100_000)) },
];

function calendar(...lines: string[]): Buffer {
  return Buffer.from(['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n'));
}

function neverMatching(at: number): string[] {
  const rule = 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30';
  return ['BEGIN:VEVENT', `UID:${at}`, 'DTSTART;VALUE=DATE:20261201', rule, 'END:VEVENT'];
}

function repeated(line: string, times: number): string {
  return Array<string>(times).fill(line).join('\r\n');
}
