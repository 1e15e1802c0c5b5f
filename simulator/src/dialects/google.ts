import { digest } from '../digest.ts';
import { calendarText, escapeText, icalDate, icalInstant } from '../ical-text.ts';
import { type Nights, subtract } from '../nights.ts';
import type { CalendarView, Dialect } from './dialect.ts';

const FOLDING = { first: 75, next: 75 };
const LETTERS = '0123456789abcdefghijklmnopqrstuv';

/** `summary` as it stands in a calendar's text. */
function event({ stamp }: CalendarView, nights: Nights, uid: string, summary: string) {
  return {
    checkIn: nights.checkIn,
    lines: [
      'BEGIN:VEVENT',
      `DTSTART;VALUE=DATE:${icalDate(nights.checkIn)}`,
      `DTEND;VALUE=DATE:${icalDate(nights.checkOut)}`,
      `DTSTAMP:${icalInstant(stamp)}`,
      `UID:${uid}`,
      'CREATED:19000101T120000Z',
      `LAST-MODIFIED:${icalInstant(stamp)}`,
      'SEQUENCE:0',
      'STATUS:CONFIRMED',
      `SUMMARY:${summary}`,
      'TRANSP:OPAQUE',
      'END:VEVENT',
    ],
  };
}

/**
 * A Google calendar that subscribes to another one and publishes it again, late: each event keeps its UID and its words
 * and loses when it was made. What a person wrote into it stands beside.
 */
export const google: Dialect = {
  platform: 'google',
  stampsEachFetch: true,
  renewsUidOnChange: false,
  weakEtag: false,
  historyDays: 30,
  republishes: true,
  pollMinutes: 960,
  userAgent: 'Google-Calendar-Importer',
  feedPath: (seed) =>
    `/google/calendar/ical/${digest(26, seed, 'calendar')}%40group.calendar.google.com/private-${digest(32, seed, 'secret')}/basic.ics`,
  mintUid: (dice) => `${dice.text(26, LETTERS)}@google.com`,
  render(view) {
    const closed = subtract(view.closures, view.stays);
    const events = [
      ...view.republished.map((other) => event(view, other, other.uid, other.summary)),
      ...view.stays.map((stay) => event(view, stay, stay.uid, escapeText(`Reserved - ${stay.firstName}`))),
      ...closed.map((closure) => {
        const uid = `${digest(26, view.seed, closure.checkIn, closure.checkOut)}@google.com`;
        return event(view, closure, uid, 'Busy');
      }),
    ].toSorted((a, b) => a.checkIn.localeCompare(b.checkIn));
    const head = [
      'PRODID:-//Google Inc//Google Calendar 70.9054//EN',
      'VERSION:2.0',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'X-WR-TIMEZONE:Asia/Kolkata',
    ];
    return calendarText(
      ['BEGIN:VCALENDAR', ...head, ...events.flatMap(({ lines }) => lines), 'END:VCALENDAR'],
      FOLDING,
    );
  },
};
