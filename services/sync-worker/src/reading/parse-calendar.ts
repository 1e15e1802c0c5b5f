import { addNights, type Night } from '@roomnight/calendar/night';
import { stayLength, type Stay } from '@roomnight/calendar/stay';
import type { FeedEvent } from '@roomnight/platforms/feed';
import { frameEvents, mostEvents, tooManyEvents, type EventFrame } from './frames.ts';
import { momentsOf } from './moment.ts';
import { readPlainEvent } from './plain-event.ts';
import { readProperties, textOf, type Properties } from './properties.ts';
import type { ParsedCalendar, ReadFailure, ReadWarning } from './reading.ts';
import { Effort, repeat, repetitionWindow } from './recurrence.ts';
import { spanOf } from './span.ts';
import { uniqueEvents } from './unique-events.ts';

const mostWarnings = 100;

export interface ParseCalendar {
  /** From BEGIN:VCALENDAR to END:VCALENDAR. */
  readonly calendar: Uint8Array;
  readonly today: Night;
  /** False after following the rules took too long: repeated events then keep their first stay only. */
  readonly expand: boolean;
}

/** An event as it stands, with what it repeats or replaces. */
interface Draft {
  readonly event: FeedEvent;
  /** Arrivals of a repeated event. */
  readonly starts?: readonly Night[];
  /** The arrival of a repeated event of the same UID that this one stands in for. */
  readonly replaces?: Night;
}

/** A calendar as events in nights. One event that cannot be read is counted and never costs the others. */
export function parseCalendar({ calendar, today, expand }: ParseCalendar): ParsedCalendar | ReadFailure {
  const warnings: ReadWarning[] = [];
  const warn = (warning: ReadWarning) => {
    if (warnings.length < mostWarnings) warnings.push(warning);
  };
  const drafts: Draft[] = [];
  let unreadable = 0;
  const effort = new Effort();
  const bytes = Buffer.from(calendar.buffer, calendar.byteOffset, calendar.byteLength);
  const framed = frameEvents(bytes, (frame) => {
    const plain = readPlainEvent(frame);
    if (plain) {
      drafts.push({ event: plain });
      return;
    }
    const { properties, complete } = readProperties(frame, warn);
    const draft = draftOf(frame, properties, today, warn);
    if (!draft) {
      unreadable++;
      return;
    }
    if (!properties.has('rrule') && !properties.has('rdate')) {
      if (!complete) unreadable++;
      drafts.push(draft);
      return;
    }
    const { checkIn } = draft.event;
    const repetition = expand
      ? repeat(properties, checkIn, repetitionWindow(today), effort)
      : { starts: [checkIn], complete: false };
    if (!repetition.complete) {
      warn({ message: 'A repeated event was not followed to its end.', line: frame.line });
    }
    if (!complete || !repetition.complete) unreadable++;
    drafts.push({ ...draft, starts: repetition.starts });
  });
  if (!framed.ok) return framed;
  // Without any, because which ones were followed depends on their order.
  if (expand && effort.isTooMuch) return parseCalendar({ calendar, today, expand: false });

  const events = instances(drafts);
  if (!events) return tooManyEvents();
  return { ok: true, prodId: framed.prodId, events: uniqueEvents(events, warn), warnings, unreadable };
}

function draftOf(
  frame: EventFrame,
  properties: Properties,
  today: Night,
  warn: (warning: ReadWarning) => void,
): Draft | undefined {
  const span = spanOf(properties, today);
  if (!span.ok) {
    warn({ message: span.fault, line: frame.line });
    return undefined;
  }
  for (const doubt of span.doubts) warn({ message: doubt, line: frame.line });
  const event = eventOf(frame, properties, span.stay);
  const recurrenceId = properties.get('recurrence-id')?.[0];
  const replaces = recurrenceId && momentsOf(recurrenceId)[0]?.night;
  return replaces ? { event, replaces } : { event };
}

/** Every stay of every event; undefined when they are too many. */
function instances(drafts: readonly Draft[]): FeedEvent[] | undefined {
  const replaced = new Set(
    drafts.flatMap(({ event, replaces }) => (replaces ? [`${replaces} ${event.uid}`] : [])),
  );
  const events: FeedEvent[] = [];
  for (const { event, starts } of drafts) {
    if (!starts) {
      events.push(event);
      continue;
    }
    const nights = stayLength(event);
    for (const checkIn of starts) {
      if (replaced.has(`${checkIn} ${event.uid}`)) continue;
      events.push({ ...event, checkIn, checkOut: addNights(checkIn, nights) });
    }
    if (events.length > mostEvents) return undefined;
  }
  return events;
}

function eventOf(frame: EventFrame, properties: Properties, stay: Stay): FeedEvent {
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
    .replaceAll(/[\p{Cc}--\n]/gv, '')
    .toWellFormed();
}
