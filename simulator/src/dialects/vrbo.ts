import type { Dice } from '../dice.ts';
import { digest } from '../digest.ts';
import { calendarText, escapeText, icalDate, icalInstant } from '../ical-text.ts';
import { type Nights, shift, subtract } from '../nights.ts';
import type { Dialect, SoldStay } from './dialect.ts';

interface Words {
  readonly reserved: string;
  readonly tentative: string;
  readonly blocked: string;
}

const HEX = '0123456789abcdef';
const HISTORY_DAYS = 190;
const FOLDING = { first: 75, next: 75 };

/** A version 4 GUID, as Vrbo gives each stay. */
function mintUid(dice: Dice): string {
  const rest = `${dice.text(3, HEX)}-${dice.text(1, '89ab')}${dice.text(3, HEX)}-${dice.text(12, HEX)}`;
  return `${dice.text(8, HEX)}-${dice.text(4, HEX)}-4${rest}`;
}

/** A block's UID is its dates, American fashion, laid out as a GUID: start, start, end, end. */
export function blockUid(block: Nights): string {
  const [startYear, start] = [block.checkIn.slice(0, 4), block.checkIn.slice(5).replace('-', '')];
  const [endYear, end] = [block.checkOut.slice(0, 4), block.checkOut.slice(5).replace('-', '')];
  return `${start}${startYear}-${start}-${startYear}-${end}-${endYear}${end}${endYear}`;
}

function summary(stay: SoldStay, words: Words): string {
  const state = stay.tentative ? words.tentative : words.reserved;
  return stay.firstName === '' ? state : escapeText(`${state} - ${stay.firstName}`);
}

/** Vrbo, HomeAway and Abritel write the same feed in the language of the host's site. */
function vrboIn(words: Words): Dialect {
  return {
    platform: 'vrbo',
    stampsEachFetch: false,
    renewsUidOnChange: true,
    weakEtag: false,
    historyDays: HISTORY_DAYS,
    republishes: false,
    pollMinutes: 450,
    userAgent: 'HomeAway iCal fetcher/1.0 (+https://www.vrbo.com)',
    feedPath: (seed) => `/vrbo/icalendar/${digest(32, seed, 'secret')}.ics`,
    mintUid,
    render(view) {
      const oldest = shift(view.today, -HISTORY_DAYS);
      const blocks = subtract(view.closures, view.stays).map((block) => ({
        ...block,
        uid: blockUid(block),
        summary: words.blocked,
      }));
      const stays = view.stays.map((stay) => ({ ...stay, summary: summary(stay, words) }));
      const distinct = new Map([...blocks, ...stays].map((event) => [event.uid, event]));
      const events = [...distinct.values()]
        .filter((event) => event.checkOut > oldest)
        .toSorted((a, b) => a.checkIn.localeCompare(b.checkIn))
        .flatMap((event) => [
          'BEGIN:VEVENT',
          `UID:${event.uid}`,
          `DTSTAMP:${icalInstant(view.stamp)}`,
          `DTSTART;VALUE=DATE:${icalDate(event.checkIn)}`,
          `DTEND;VALUE=DATE:${icalDate(event.checkOut)}`,
          `SUMMARY:${event.summary}`,
          'END:VEVENT',
        ]);
      const head = ['VERSION:2.0', 'CALSCALE:GREGORIAN', 'PRODID:-//HomeAway.com, Inc.//EN'];
      return calendarText(['BEGIN:VCALENDAR', ...head, ...events, 'END:VCALENDAR'], FOLDING);
    },
  };
}

export const vrbo = vrboIn({ reserved: 'Reserved', tentative: 'Tentative', blocked: 'Blocked' });
export const vrboFrench = vrboIn({ reserved: 'Réservée', tentative: 'Provisoire', blocked: 'Indisponible' });
