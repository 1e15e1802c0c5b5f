import type { OtherEvent } from './dialects/dialect.ts';
import { dateInIndia, type Nights, shift } from './nights.ts';

/** A body that a platform would refuse to import. */
export class CalendarUnreadable extends Error {
  override readonly name = 'CalendarUnreadable';
}

/**
 * What a platform takes from another site's calendar: each event from DTSTART to DTEND, one night where there is no later
 * DTEND. Throws `CalendarUnreadable`.
 */
export function readEvents(text: string): OtherEvent[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/);
  if (lines[0]?.trim() !== 'BEGIN:VCALENDAR')
    throw new CalendarUnreadable('It does not begin with BEGIN:VCALENDAR.');
  if (!lines.includes('END:VCALENDAR')) throw new CalendarUnreadable('It has no END:VCALENDAR.');
  const found: OtherEvent[] = [];
  let event: Map<string, string> | null = null;
  for (const line of lines) {
    if (line === 'BEGIN:VEVENT') event = new Map();
    else if (line === 'END:VEVENT' && event !== null) {
      found.push({ ...nightsOf(event), uid: event.get('UID') ?? '', summary: event.get('SUMMARY') ?? '' });
      event = null;
    } else if (event !== null) remember(event, line);
  }
  return found.toSorted((a, b) => a.checkIn.localeCompare(b.checkIn) || a.checkOut.localeCompare(b.checkOut));
}

function remember(event: Map<string, string>, line: string): void {
  const match = /^(DTSTART|DTEND|UID|SUMMARY)(?:;[^:]*)?:(.*)$/.exec(line);
  if (match?.[1] !== undefined && match[2] !== undefined) event.set(match[1], match[2]);
}

function nightsOf(event: Map<string, string>): Nights {
  const checkIn = dateOf(event.get('DTSTART') ?? '');
  const checkOut = dateOf(event.get('DTEND') ?? event.get('DTSTART') ?? '');
  return { checkIn, checkOut: checkOut > checkIn ? checkOut : shift(checkIn, 1) };
}

function dateOf(value: string): string {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/.exec(value);
  if (match === null) throw new CalendarUnreadable('An event has no readable date.');
  const [, year, month, day, hour, minute, second, utc] = match;
  return utc === 'Z'
    ? dateInIndia(new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`))
    : `${year}-${month}-${day}`;
}
