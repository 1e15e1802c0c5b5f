import { Lines } from './lines.ts';
import { failedRead, type ReadFailure } from './reading.ts';

/** A property of an event, unread. */
export interface RawProperty {
  readonly name: PropertyName;
  /** Where it stands in the body, counted from 1. */
  readonly line: number;
  /** The whole line, unfolded, one character a byte. */
  readonly latin1: string;
}

/** The properties of one event that Roomnight reads. */
export interface EventFrame {
  /** Where the event begins. */
  readonly line: number;
  readonly properties: readonly RawProperty[];
}

export interface Frames {
  readonly ok: true;
  /** `PRODID` of the calendar; empty without one. */
  readonly prodId: string;
}

/** Everything else in a feed, its time zone rules and alarms among them, is never parsed at all. */
const wanted = [
  'UID',
  'DTSTART',
  'DTEND',
  'DURATION',
  'SUMMARY',
  'DESCRIPTION',
  'STATUS',
  'TRANSP',
  'RRULE',
  'RDATE',
  'EXDATE',
  'RECURRENCE-ID',
] as const;

export type PropertyName = (typeof wanted)[number];

const known = new Map<string, PropertyName | 'BEGIN' | 'END' | 'PRODID'>(
  [...wanted, 'BEGIN' as const, 'END' as const, 'PRODID' as const].map((name) => [name, name]),
);

export const mostEvents = 20_000;
/** Lines of dates that one event lists: one more than are followed, so that it is known that there are more. */
const mostListed = 1_001;
const deepest = 16;
const longestProdId = 300;

/** Cuts a calendar into its events, one at a time, without looking at a value but its `PRODID`. */
export function frameEvents(calendar: Buffer, onEvent: (frame: EventFrame) => void): Frames | ReadFailure {
  const open: string[] = [];
  let inEvent = false;
  let properties: RawProperty[] = [];
  let listed = 0;
  let begun = 0;
  let events = 0;
  let prodId = '';

  const lines = new Lines(calendar);
  while (lines.next()) {
    const written = lines.name();
    const name = known.get(written) ?? known.get(written.toUpperCase());
    if (name === undefined) continue;
    if (name === 'BEGIN') {
      open.push(componentName(lines));
      if (open.length > deepest) return failedRead('not_a_calendar', 'The calendar is nested too deeply.');
      inEvent = isEvent(open);
      if (inEvent) {
        properties = [];
        listed = 0;
        begun = lines.number;
      }
    } else if (name === 'END') {
      if (open.at(-1) !== componentName(lines)) return notClosed(lines.number);
      if (inEvent) {
        onEvent({ line: begun, properties });
        events++;
      }
      if (events > mostEvents) return tooManyEvents();
      open.pop();
      inEvent = isEvent(open);
    } else if (name === 'PRODID') {
      if (open.length === 1) prodId = lines.text().slice(0, longestProdId);
    } else if (inEvent) {
      if ((name === 'EXDATE' || name === 'RDATE') && ++listed > mostListed) continue;
      properties.push({ name, line: lines.number, latin1: lines.text() });
    }
  }
  return open.length === 0 ? { ok: true, prodId } : notClosed(begun);
}

export function tooManyEvents(): ReadFailure {
  return failedRead('too_large', 'The feed holds more than 20,000 events.');
}

/** Directly in the calendar: an alarm inside an event has a summary of its own. */
function isEvent(open: readonly string[]): boolean {
  return open.length === 2 && open[0] === 'VCALENDAR' && open[1] === 'VEVENT';
}

function componentName(lines: Lines): string {
  const text = lines.text();
  return text
    .slice(text.indexOf(':') + 1, 64)
    .trim()
    .toUpperCase();
}

function notClosed(line: number): ReadFailure {
  return failedRead('truncated', `The calendar is cut: a part of it near line ${line} does not end.`);
}
