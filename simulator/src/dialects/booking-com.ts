import type { Dice } from '../dice.ts';
import { digest } from '../digest.ts';
import { calendarText, icalDate } from '../ical-text.ts';
import { type Nights, shift, subtract } from '../nights.ts';
import type { CalendarView, Dialect, SoldStay } from './dialect.ts';

const HEX = '0123456789abcdef';
const FOLDING = { first: 75, next: 75 };
/** The platform closes by itself what lies this many days ahead, up to about eighteen months. */
const OWN_CLOSURE = { from: 366, to: 548 };

function event(nights: Nights, uid: string, hasOrganizer: boolean) {
  return {
    checkIn: nights.checkIn,
    lines: [
      'BEGIN:VEVENT',
      `DTSTART;VALUE=DATE:${icalDate(nights.checkIn)}`,
      `DTEND;VALUE=DATE:${icalDate(nights.checkOut)}`,
      `UID:${uid}`,
      ...(hasOrganizer ? ['ORGANIZER;CN=Booking.com:mailto:noreply@booking.com'] : []),
      'SUMMARY:CLOSED - Not available',
      'END:VEVENT',
    ],
  };
}

/** Known by its dates, so that the same nights under another closing have another UID. */
function closureUid({ seed }: CalendarView, { checkIn, checkOut }: Nights): string {
  return `${digest(32, seed, 'closure', checkIn, checkOut)}@booking.com`;
}

/** While a stay runs it has another UID every day, and with some listings it begins today. */
function running(stay: SoldStay, { today, seed }: CalendarView): Nights & { uid: string } {
  if (stay.checkIn >= today) return stay;
  const checkIn = seed % 2 === 1 ? today : stay.checkIn;
  return { checkIn, checkOut: stay.checkOut, uid: `${digest(32, seed, stay.uid, today)}@booking.com` };
}

/** Booking.com's feed: a stay and a closure are written the same, and a calendar that holds neither is zero bytes. */
export const bookingCom: Dialect = {
  platform: 'booking_com',
  stampsEachFetch: false,
  renewsUidOnChange: true,
  weakEtag: false,
  historyDays: 1,
  republishes: false,
  pollMinutes: 120,
  userAgent: 'Booking.com iCal importer (+https://www.booking.com)',
  feedPath: (seed) => `/booking_com/v1/export?t=${uuid(seed)}`,
  mintUid: (dice: Dice) => `${dice.text(32, HEX)}@booking.com`,
  render(view) {
    const { today, seed } = view;
    const isAhead = ({ checkOut }: Nights) => checkOut > today;
    const stays = view.stays.filter(isAhead).map((stay) => running(stay, view));
    const closures = subtract(view.closures.filter(isAhead), view.stays);
    if (stays.length + closures.length === 0) return '';
    const own = { checkIn: shift(today, OWN_CLOSURE.from), checkOut: shift(today, OWN_CLOSURE.to) };
    const hasOrganizer = seed % 3 === 0;
    const events = [
      ...stays.map((stay) => event(stay, stay.uid, hasOrganizer)),
      ...[...closures, own].map((closure) => event(closure, closureUid(view, closure), hasOrganizer)),
    ].toSorted((a, b) => a.checkIn.localeCompare(b.checkIn));
    const head = [
      String.raw`PRODID:-//admin.booking.com\\\, b.v.//NONSGML v1.0//EN`,
      'VERSION:2.0',
      'METHOD:PUBLISH',
    ];
    return calendarText(
      ['BEGIN:VCALENDAR', ...head, ...events.flatMap(({ lines }) => lines), 'END:VCALENDAR'],
      FOLDING,
    );
  },
};

function uuid(seed: number): string {
  const hex = digest(32, seed, 'secret');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
