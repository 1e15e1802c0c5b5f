import { digest } from '../digest.ts';
import { icalDate } from '../ical-text.ts';
import { type Nights, eachNight, shift, subtract } from '../nights.ts';
import type { Dialect } from './dialect.ts';

const HORIZON_DAYS = 450;

/** MakeMyTrip's and Goibibo's feed, as far as it is known: LF lines, and an event for each night. */
export const gommt: Dialect = {
  platform: 'gommt',
  stampsEachFetch: false,
  renewsUidOnChange: false,
  weakEtag: false,
  historyDays: 1,
  republishes: false,
  pollMinutes: 240,
  userAgent: 'GoMMT-Calendar-Sync/1.0 (+https://connect.makemytrip.com)',
  feedPath: (seed) => `/gommt/calendar/${digest(40, seed, 'secret')}.ics`,
  mintUid: (dice) => dice.text(10, '0123456789'),
  render(view) {
    const horizon = shift(view.today, HORIZON_DAYS);
    const nights = (all: readonly Nights[], summary: string) =>
      all.flatMap(eachNight).map((night) => ({ night, summary }));
    const events = [
      ...nights(view.stays, 'Reserved'),
      ...nights(subtract(view.closures, view.stays), 'Not available'),
    ]
      .filter(({ night }) => night >= view.today && night < horizon)
      .toSorted((a, b) => a.night.localeCompare(b.night));
    const distinct = [...new Map(events.map((event) => [event.night, event])).values()];
    const lines = distinct.flatMap(({ night, summary }) => [
      'BEGIN:VEVENT',
      `UID:${digest(12, view.seed, night)}@makemytrip.com`,
      `DTSTART;VALUE=DATE:${icalDate(night)}`,
      `DTEND;VALUE=DATE:${icalDate(shift(night, 1))}`,
      `SUMMARY:${summary}`,
      'END:VEVENT',
    ]);
    const head = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//GoMMT//Connect//EN'];
    return [...head, ...lines, 'END:VCALENDAR', ''].join('\n');
  },
};
