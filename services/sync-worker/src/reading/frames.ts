import { contentLines, type ContentLine } from './lines.ts';
import { failedRead, type ReadFailure } from './reading.ts';

/** The lines of one event that Roomnight reads. */
export interface EventFrame {
  /** Where the event begins. */
  readonly line: number;
  readonly properties: readonly ContentLine[];
}

/** Everything else in a feed, its time zone rules and alarms among them, is never parsed at all. */
const wanted = new Set([
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
]);

export const mostEvents = 20_000;
const deepest = 16;
const longestName = 32;

/** Cuts a calendar into its events, one at a time, without looking at any value but its `PRODID`. */
export function frameEvents(
  calendar: Buffer,
  onEvent: (frame: EventFrame) => void,
): { ok: true; prodId: string } | ReadFailure {
  const open: string[] = [];
  let properties: ContentLine[] = [];
  let begun = 0;
  let events = 0;
  let prodId = '';

  for (const line of contentLines(calendar)) {
    const name = nameOf(line);
    if (name === 'BEGIN') {
      open.push(componentName(line));
      if (open.length > deepest) return failedRead('not_a_calendar', 'The calendar is nested too deeply.');
      if (isEvent(open)) {
        properties = [];
        begun = line.number;
      }
    } else if (name === 'END') {
      if (open.at(-1) !== componentName(line)) return notClosed(line.number);
      if (isEvent(open)) {
        onEvent({ line: begun, properties });
        events++;
      }
      if (events > mostEvents) return tooManyEvents();
      open.pop();
    } else if (wanted.has(name) && isEvent(open)) {
      properties.push(line);
    } else if (name === 'PRODID' && open.length === 1) {
      prodId = line.latin1.slice(0, 300);
    }
  }
  return open.length === 0 ? { ok: true, prodId } : notClosed(begun);
}

export function tooManyEvents(): ReadFailure {
  return failedRead('too_large', 'The feed holds more than 20,000 events.');
}

function nameOf({ latin1 }: ContentLine): string {
  const start = latin1.slice(0, longestName);
  return start.slice(0, Math.max(start.search(/[:;]/), 0)).toUpperCase();
}

/** Directly in the calendar: an alarm inside an event has a summary of its own. */
function isEvent(open: readonly string[]): boolean {
  return open.length === 2 && open[0] === 'VCALENDAR' && open[1] === 'VEVENT';
}

function componentName({ latin1 }: ContentLine): string {
  return latin1
    .slice(latin1.indexOf(':') + 1, 64)
    .trim()
    .toUpperCase();
}

function notClosed(line: number): ReadFailure {
  return failedRead('truncated', `The calendar is cut: a part of it near line ${line} does not end.`);
}
