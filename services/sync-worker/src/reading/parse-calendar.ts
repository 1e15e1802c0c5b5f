import { addNights, type Night } from '@roomnight/calendar/night';
import { stayLength } from '@roomnight/calendar/stay';
import type { FeedEvent } from '@roomnight/platforms/feed';
import { frameEvents, type EventFrame } from './frames.ts';
import { momentsOf } from './moment.ts';
import { readProperties, textOf, type Properties } from './properties.ts';
import { failedRead, type ParsedCalendar, type ReadFailure, type ReadWarning } from './reading.ts';
import { repeat, repetitionWindow } from './recurrence.ts';
import { spanOf } from './span.ts';
import { uniqueEvents } from './unique-events.ts';

const mostEvents = 20_000;
const mostWarnings = 100;

export interface ParseRequest {
  /** From BEGIN:VCALENDAR to END:VCALENDAR. */
  readonly calendar: Uint8Array;
  readonly today: Night;
  /** False after an expansion did not end: repeated events then keep their first stay only. */
  readonly expand: boolean;
}

/** A calendar as events in nights. One event that cannot be read is counted and never costs the others. */
export function parseCalendar({ calendar, today, expand }: ParseRequest): ParsedCalendar | ReadFailure {
  const framed = frameEvents(Buffer.from(calendar.buffer, calendar.byteOffset, calendar.byteLength));
  if (!framed.ok) return framed;

  const warnings: ReadWarning[] = [];
  const warn = (warning: ReadWarning) => {
    if (warnings.length < mostWarnings) warnings.push(warning);
  };
  const read = framed.frames.map((frame) => ({ frame, ...readProperties(frame, warn) }));
  const replaced = replacedNights(read.map(({ properties }) => properties));
  const events: FeedEvent[] = [];
  let unreadable = 0;
  for (const { frame, properties, complete } of read) {
    const { starts, event, whole } = instancesOf(frame, properties);
    if (!complete || !whole) unreadable++;
    if (!event) continue;
    const nights = stayLength(event);
    for (const checkIn of starts) {
      events.push({ ...event, checkIn, checkOut: addNights(checkIn, nights) });
    }
    if (events.length > mostEvents) {
      return failedRead('too_large', 'The feed holds more than 20,000 events.');
    }
  }
  return { ok: true, events: uniqueEvents(events, warn), warnings, unreadable };

  function instancesOf(frame: EventFrame, properties: Properties) {
    const span = spanOf(properties);
    if (!span.ok) {
      warn({ message: span.fault, line: frame.line });
      return { starts: [], event: undefined, whole: false };
    }
    for (const doubt of span.doubts) warn({ message: doubt, line: frame.line });
    const event = eventOf(frame, properties, span.stay);
    if (!properties.has('rrule') && !properties.has('rdate')) {
      return { starts: [event.checkIn], event, whole: true };
    }
    const { starts, complete } = expand
      ? repeat(properties, event.checkIn, repetitionWindow(today))
      : { starts: [event.checkIn], complete: false };
    if (!complete) warn({ message: 'A repeated event was not followed to its end.', line: frame.line });
    const isMaster = !properties.has('recurrence-id');
    const others = isMaster ? replaced.get(event.uid) : undefined;
    return { starts: others ? starts.filter((night) => !others.has(night)) : starts, event, whole: complete };
  }
}

/** By UID, the nights of a repeated event that an event of their own replaces. */
function replacedNights(events: readonly Properties[]): Map<string, Set<Night>> {
  const replaced = new Map<string, Set<Night>>();
  for (const properties of events) {
    const property = properties.get('recurrence-id')?.[0];
    const night = property && momentsOf(property)[0]?.night;
    if (!night) continue;
    const uid = textOf(properties, 'uid');
    replaced.set(uid, (replaced.get(uid) ?? new Set()).add(night));
  }
  return replaced;
}

function eventOf(
  frame: EventFrame,
  properties: Properties,
  stay: { checkIn: Night; checkOut: Night },
): FeedEvent {
  const status = textOf(properties, 'status').trim().toLowerCase();
  return {
    uid: clean(textOf(properties, 'uid'), 500),
    checkIn: stay.checkIn,
    checkOut: stay.checkOut,
    summary: clean(textOf(properties, 'summary'), 300),
    description: clean(textOf(properties, 'description'), 4_000),
    status: status === 'cancelled' || status === 'tentative' ? status : 'confirmed',
    transparent: textOf(properties, 'transp').trim().toLowerCase() === 'transparent',
    line: frame.line,
  };
}

/** Short, without control characters but line breaks: it ends on screens and in a database that refuses NUL. */
function clean(text: string, longest: number): string {
  return text
    .slice(0, longest)
    .replaceAll(/(?!\n)\p{Cc}/gu, '')
    .toWellFormed();
}
