import { calendarText, icalDate, icalInstant } from '../ical-text.ts';
import type { Nights } from '../nights.ts';
import {
  airbnbRules,
  closedNights,
  closureUid,
  inOrder,
  shownStays,
  stayDescription,
} from './airbnb-rules.ts';
import type { CalendarView, Dialect } from './dialect.ts';

const HORIZON_DAYS = 366;
const FOLDING = { first: 75, next: 75 };

function event(view: CalendarView, nights: Nights, summary: string, uid: string, description: string[]) {
  return {
    checkIn: nights.checkIn,
    checkOut: nights.checkOut,
    lines: [
      'BEGIN:VEVENT',
      `DTSTAMP:${icalInstant(view.stamp)}`,
      `DTSTART;VALUE=DATE:${icalDate(nights.checkIn)}`,
      `DTEND;VALUE=DATE:${icalDate(nights.checkOut)}`,
      `SUMMARY:${summary}`,
      `UID:${uid}`,
      ...description,
      'END:VEVENT',
    ],
  };
}

/** Airbnb's feed since 2025: DTSTAMP is the moment of the fetch, on every event. */
export const airbnb: Dialect = {
  ...airbnbRules,
  stampsEachFetch: true,
  render(view) {
    const events = [
      ...shownStays(view).map((stay) =>
        event(view, stay, 'Reserved', stay.uid, [`DESCRIPTION:${stayDescription(stay)}`]),
      ),
      ...closedNights(view, HORIZON_DAYS).map((range) =>
        event(view, range, 'Airbnb (Not available)', closureUid('7f662ec65913', view, range), []),
      ),
    ];
    const head = ['PRODID:-//Airbnb Inc//Hosting Calendar 1.0//EN', 'CALSCALE:GREGORIAN', 'VERSION:2.0'];
    return calendarText(['BEGIN:VCALENDAR', ...head, ...inOrder(events), 'END:VCALENDAR'], FOLDING);
  },
};
