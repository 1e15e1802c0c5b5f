import fc from 'fast-check';

/** A change to a calendar's bytes. */
export type Corruption = (calendar: Buffer) => Buffer;

const fraction = fc.double({ min: 0, max: 1, noNaN: true });

const hostileBytes = [
  '',
  '\0',
  '\r',
  '\n ',
  '\r\n',
  ';',
  ':',
  '"',
  '=',
  '\\',
  '\uFEFF',
  '\u{1F3E1}',
  '99991231',
  '00010101',
  '-P1D',
  'END:VEVENT\r\n',
  'BEGIN:VEVENT\r\n',
  'BEGIN:VALARM\r\n',
  'RRULE:FREQ=DAILY\r\n',
  'RRULE:FREQ=YEARLY;BYDAY=MO,TU;BYSETPOS=-1\r\n',
  'RDATE;VALUE=PERIOD:20261201T000000Z/P1D\r\n',
  'EXDATE:garbage\r\n',
  'RECURRENCE-ID:20261201\r\n',
  'DURATION:P999999999999999999W\r\n',
  'DTSTART;TZID=Mars/Base:20261201T000000\r\n',
  'STATUS:CANCELLED\r\n',
  `X-LONG:${'x'.repeat(5_000)}\r\n`,
  `SUMMARY;${'P=v;'.repeat(500)}Q=w:x\r\n`,
].map((text) => Buffer.from(text));

const badBytes = fc.uint8Array({ minLength: 1, maxLength: 8 }).map((bytes) => Buffer.from(bytes));

const replace = fc
  .record({ at: fraction, cut: fc.nat(60), by: fc.oneof(fc.constantFrom(...hostileBytes), badBytes) })
  .map(({ at, cut, by }): Corruption => (calendar) => {
    const from = Math.floor(at * calendar.length);
    return Buffer.concat([calendar.subarray(0, from), by, calendar.subarray(from + cut)]);
  });

const truncate = fraction.map(
  (at): Corruption =>
    (calendar) =>
      calendar.subarray(0, Math.floor(at * calendar.length)),
);

const repeat = fc
  .record({ at: fraction, length: fc.nat(400), times: fc.integer({ min: 2, max: 20 }) })
  .map(({ at, length, times }): Corruption => (calendar) => {
    const from = Math.floor(at * calendar.length);
    const piece = calendar.subarray(from, from + length);
    return Buffer.concat([
      calendar.subarray(0, from),
      ...Array<Buffer>(times).fill(piece),
      calendar.subarray(from),
    ]);
  });

/** Other ends of lines: a lone CR is no end of a line. */
const newlines = fc.constantFrom('\r', '\n', '\r\r\n', '\n\r').map(
  (newline): Corruption =>
    (calendar) =>
      Buffer.from(calendar.toString('latin1').replaceAll('\r\n', newline), 'latin1'),
);

export const corruptions: fc.Arbitrary<Corruption> = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: replace },
      { weight: 1, arbitrary: truncate },
      { weight: 1, arbitrary: repeat },
      { weight: 1, arbitrary: newlines },
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map(
    (steps): Corruption =>
      (calendar) =>
        steps.reduce((bytes, step) => step(bytes), calendar),
  );
