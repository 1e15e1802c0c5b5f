import { calendarText, icalDate } from '../ical-text.ts';
import type { Nights } from '../nights.ts';
import {
  airbnbRules,
  closedNights,
  closureUid,
  inOrder,
  shownStays,
  stayDescription,
} from './airbnb-rules.ts';
import type { Dialect } from './dialect.ts';

const FOLDING = { first: 73, next: 73 };

/** The old exporter ended its tail 368 days ahead for some listings and 369 for others. */
function horizonDays(seed: number): number {
  return 368 + (seed % 2);
}

function event(nights: Nights, summary: string, uid: string, description: string[]) {
  return {
    checkIn: nights.checkIn,
    checkOut: nights.checkOut,
    lines: [
      'BEGIN:VEVENT',
      `DTEND;VALUE=DATE:${icalDate(nights.checkOut)}`,
      `DTSTART;VALUE=DATE:${icalDate(nights.checkIn)}`,
      `UID:${uid}`,
      ...description,
      `SUMMARY:${summary}`,
      'END:VEVENT',
    ],
  };
}

/** Airbnb's feed to early 2025: a parameter on PRODID, DTEND first, no DTSTAMP. */
export const airbnb2024: Dialect = {
  ...airbnbRules,
  stampsEachFetch: false,
  render(view) {
    const events = [
      ...shownStays(view).map((stay) =>
        event(stay, 'Reserved', stay.uid, [`DESCRIPTION:${stayDescription(stay)}`]),
      ),
      ...closedNights(view, horizonDays(view.seed)).map((range) =>
        event(range, 'Airbnb (Not available)', closureUid('6fec1092d3fa', view, range), []),
      ),
    ];
    const head = [
      'PRODID;X-RICAL-TZSOURCE=TZINFO:-//Airbnb Inc//Hosting Calendar 0.8.8//EN',
      'CALSCALE:GREGORIAN',
      'VERSION:2.0',
    ];
    return calendarText(['BEGIN:VCALENDAR', ...head, ...inOrder(events), 'END:VCALENDAR'], FOLDING);
  },
};
