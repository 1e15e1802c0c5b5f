import type { Stay } from '@roomnight/calendar/stay';

/** Nights to close on a destination. Carries no guest data. */
export interface ExportEntry extends Stay {
  /** Stable for as long as the nights are held by the same booking; unique in the feed. */
  readonly uid: string;
  readonly kind: 'stay' | 'block';
  /** When this entry last changed. */
  readonly changedAt: Date;
}

/** Whether a feed's event carries a UID that {@link ExportEntry} gave it: whoever reports it imported it from us. */
export function isExportedUid(uid: string): boolean {
  return /@roomnight(#|$)/.test(uid);
}

/** One destination's feed. */
export interface ExportFeed {
  /** Shown as the calendar's name, such as the unit's. */
  readonly name: string;
  /** In any order; the file is the same for the same entries. */
  readonly entries: readonly ExportEntry[];
}

/** Writes a destination's feed as an iCalendar file: the same text for the same feed, whenever it is written. */
export type ExportWriter = (feed: ExportFeed) => string;

/** What the destination shows on nights that it cannot sell. Never more than that: no guest, no other platform. */
export interface ExportWords {
  readonly stay: string;
  readonly block: string;
}

/** Some importers reject a calendar without events, so an empty one holds a night nobody can book. */
const placeholder: ExportEntry = {
  uid: 'empty@roomnight',
  kind: 'block',
  checkIn: '1970-01-01',
  checkOut: '1970-01-02',
  changedAt: new Date(0),
};

const lineOctets = 75;
const encoder = new TextEncoder();

/** The writer that suits every platform so far; one that wants other words gives them. */
export function exportWriter(words: ExportWords = { stay: 'Booked', block: 'Blocked' }): ExportWriter {
  return ({ name, entries }) => {
    const events = entries.length > 0 ? entries.toSorted(byNight) : [placeholder];
    const lines = [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Roomnight//Calendar export 1.0//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      `X-WR-CALNAME:${escapeText(name)}`,
      ...events.flatMap((entry) => eventLines(entry, words[entry.kind])),
      'END:VCALENDAR',
    ];
    return lines.map((line) => `${fold(line)}\r\n`).join('');
  };
}

function eventLines({ uid, checkIn, checkOut, changedAt }: ExportEntry, summary: string): string[] {
  const changed = utcStamp(changedAt);
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(uid)}`,
    `DTSTAMP:${changed}`,
    `LAST-MODIFIED:${changed}`,
    `DTSTART;VALUE=DATE:${compactDate(checkIn)}`,
    `DTEND;VALUE=DATE:${compactDate(checkOut)}`,
    `SUMMARY:${escapeText(summary)}`,
    'STATUS:CONFIRMED',
    'TRANSP:OPAQUE',
    'END:VEVENT',
  ];
}

function byNight(a: ExportEntry, b: ExportEntry): number {
  return compareText(a.checkIn, b.checkIn) || compareText(a.uid, b.uid);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compactDate(night: string): string {
  return night.replaceAll('-', '');
}

/** `20270103T063459Z` */
function utcStamp(instant: Date): string {
  return `${instant.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

/** Control characters go first: a raw line break would let a value write properties of its own. */
function escapeText(text: string): string {
  return text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .trim();
}

/** Breaks a line at 75 octets, between characters. */
function fold(line: string): string {
  if (line.length * 3 <= lineOctets) return line;
  const pieces = [''];
  let used = 0;
  for (const character of line) {
    const octets = encoder.encode(character).length;
    if (used + octets > lineOctets) {
      pieces.push('');
      // The space that marks a continuation counts.
      used = 1;
    }
    pieces[pieces.length - 1] += character;
    used += octets;
  }
  return pieces.join('\r\n ');
}
