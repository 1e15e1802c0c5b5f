import fc from 'fast-check';
import { addNights, type Night } from '@roomnight/calendar/night';

/**
 * Calendars as data, and a writer of them that takes every liberty the format gives: what a reader must hand back is
 * known without reading anything. Shares no code with the reader.
 */
export interface ModelEvent {
  readonly uid: string;
  readonly checkIn: Night;
  readonly nights: number;
  readonly summary: string;
  readonly description: string;
  readonly status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED' | '';
  readonly transparent: boolean;
  readonly span: SpanStyle;
}

/** How an event's nights are written. */
type SpanStyle =
  | 'dates'
  | 'bare dates'
  | 'utc'
  | 'floating'
  | 'india'
  | 'new york'
  | 'weeks or days'
  | 'one night';

/** How the text of the calendar comes out. */
export interface WritingStyle {
  readonly newline: '\n' | '\r\n';
  /** Octets of a line before it is folded; folds may cut a character. */
  readonly fold: number;
  readonly foldBy: ' ' | '\t';
  readonly lowerCase: boolean;
  readonly byteOrderMark: boolean;
  /** Turns the order of each event's properties. */
  readonly turn: number;
  /** Lines nobody needs, between those that matter. */
  readonly noise: boolean;
}

const spans: readonly SpanStyle[] = [
  'dates',
  'bare dates',
  'utc',
  'floating',
  'india',
  'new york',
  'weeks or days',
  'one night',
];

/** Text without what cleaning removes: controls but the line break. */
const text = (maxLength: number) =>
  fc
    .string({
      unit: fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom(...'abcXYZ 019-:;,\\"=é\n') },
        { weight: 1, arbitrary: fc.constantFrom('नमस्ते', '🏡', 'Zoé', '\\n', ':', ';') },
      ),
      maxLength,
    })
    .filter((value) => value === value.trim());

export const modelEvent: fc.Arbitrary<ModelEvent> = fc
  .record({
    uid: fc.uuid(),
    day: fc.integer({ min: 0, max: 700 }),
    nights: fc.integer({ min: 1, max: 40 }),
    summary: text(40),
    description: text(200),
    status: fc.constantFrom('CONFIRMED', 'TENTATIVE', 'CANCELLED', '' as const),
    transparent: fc.boolean(),
    span: fc.constantFrom(...spans),
  })
  .map(({ day, nights, ...rest }) => ({
    ...rest,
    checkIn: addNights('2026-06-01', day),
    nights: rest.span === 'one night' ? 1 : nights,
  }));

export const writingStyle: fc.Arbitrary<WritingStyle> = fc.record({
  newline: fc.constantFrom('\n', '\r\n'),
  fold: fc.integer({ min: 5, max: 200 }),
  foldBy: fc.constantFrom(' ', '\t'),
  lowerCase: fc.boolean(),
  byteOrderMark: fc.boolean(),
  turn: fc.nat(12),
  noise: fc.boolean(),
});

/** What the events must come to, sorted as texts: the nights, and every word. */
export function expectedOf(events: readonly ModelEvent[]): string[] {
  return events
    .map(({ uid, checkIn, nights, summary, description, status, transparent }) =>
      JSON.stringify({
        uid,
        checkIn,
        checkOut: addNights(checkIn, nights),
        summary,
        description,
        status: status === 'TENTATIVE' || status === 'CANCELLED' ? status.toLowerCase() : 'confirmed',
        transparent,
      }),
    )
    .toSorted();
}

export function write(events: readonly ModelEvent[], style: WritingStyle): Buffer {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...(style.noise ? zoneRules : []),
    ...events.flatMap((event) => eventLines(event, style)),
    'END:VCALENDAR',
  ];
  const mark = style.byteOrderMark ? [Buffer.from([0xef, 0xbb, 0xbf])] : [];
  return Buffer.concat([
    ...mark,
    ...lines.flatMap((line) => [folded(line, style), Buffer.from(style.newline)]),
  ]);
}

function eventLines(event: ModelEvent, style: WritingStyle): string[] {
  const { uid, summary, description, status, transparent } = event;
  const properties = [
    ...spanLines(event),
    `UID:${uid}`,
    ...(summary === '' ? [] : [`SUMMARY${style.noise ? ';LANGUAGE=en' : ''}:${escaped(summary)}`]),
    ...(description === '' ? [] : [`DESCRIPTION:${escaped(description)}`]),
    ...(status === '' ? [] : [`STATUS:${status}`]),
    ...(transparent ? ['TRANSP:TRANSPARENT'] : []),
    ...(style.noise ? ['DTSTAMP:20261123T063400Z', 'X-ODD;A="b:c;d":e', 'SEQUENCE:3'] : []),
  ];
  const at = style.turn % properties.length;
  const turned = [...properties.slice(at), ...properties.slice(0, at)];
  return [
    'BEGIN:VEVENT',
    ...turned.map((line) =>
      style.lowerCase ? line.replace(/^[A-Z-]+/, (name) => name.toLowerCase()) : line,
    ),
    ...(style.noise ? alarm : []),
    'END:VEVENT',
  ];
}

/** The same nights of India, written in one way or another. */
function spanLines({ checkIn, nights, span }: ModelEvent): string[] {
  const out = addNights(checkIn, nights);
  switch (span) {
    case 'dates':
      return [`DTSTART;VALUE=DATE:${digits(checkIn)}`, `DTEND;VALUE=DATE:${digits(out)}`];
    case 'bare dates':
      return [`DTSTART:${digits(checkIn)}`, `DTEND:${digits(out)}`];
    case 'utc':
      // Half past six in the evening is midnight in India, of the next day.
      return [
        `DTSTART:${digits(addNights(checkIn, -1))}T183000Z`,
        `DTEND:${digits(addNights(out, -1))}T183000Z`,
      ];
    case 'floating':
      return [`DTSTART:${digits(checkIn)}T140000`, `DTEND:${digits(out)}T110000`];
    case 'india':
      return [
        `DTSTART;TZID=Asia/Kolkata:${digits(checkIn)}T000000`,
        `DTEND;TZID="Asia/Kolkata":${digits(out)}T110000`,
      ];
    case 'new york':
      // Ten in the evening there is the next morning in India, in summer and in winter.
      return [
        `DTSTART;TZID=America/New_York:${digits(addNights(checkIn, -1))}T220000`,
        `DTEND;TZID=America/New_York:${digits(addNights(out, -1))}T220000`,
      ];
    case 'weeks or days':
      return [
        `DTSTART;VALUE=DATE:${digits(checkIn)}`,
        nights % 7 === 0 ? `DURATION:P${nights / 7}W` : `DURATION:P${nights}D`,
      ];
    case 'one night':
      return [`DTSTART;VALUE=DATE:${digits(checkIn)}`];
  }
}

function digits(night: Night): string {
  return night.replaceAll('-', '');
}

function escaped(value: string): string {
  return value.replaceAll(/[\\;,]/g, (character) => `\\${character}`).replaceAll('\n', '\\n');
}

/** Cuts after so many octets, wherever that is. */
function folded(line: string, { fold, foldBy, newline }: WritingStyle): Buffer {
  const bytes = Buffer.from(line);
  if (/^(?:BEGIN|END):/.test(line)) return bytes;
  const pieces = Array.from({ length: Math.max(1, Math.ceil(bytes.length / fold)) }, (_, at) =>
    bytes.subarray(at * fold, (at + 1) * fold),
  );
  const between = Buffer.from(newline + foldBy);
  return Buffer.concat(pieces.flatMap((piece, at) => (at === 0 ? [piece] : [between, piece])));
}

const alarm = [
  'BEGIN:VALARM',
  'ACTION:DISPLAY',
  'SUMMARY:Blocked',
  'DTSTART:20200101',
  'STATUS:CANCELLED',
  'END:VALARM',
];

const zoneRules = [
  'BEGIN:VTIMEZONE',
  'TZID:America/New_York',
  'BEGIN:STANDARD',
  'DTSTART:16010101T000000',
  'RRULE:FREQ=SECONDLY',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
];
