import type { Dice } from '../dice.ts';
import { digest, digestNumber } from '../digest.ts';
import { merge, type Nights, shift, subtract } from '../nights.ts';
import type { CalendarView, SoldStay } from './dialect.ts';

const HEX = '0123456789abcdef';
const STAY_PREFIX = '1418fb94e984';

/** What both generations of Airbnb's feed have in common; they differ in text, not in rules. */
export const airbnbRules = {
  platform: 'airbnb',
  renewsUidOnChange: false,
  weakEtag: true,
  historyDays: 1,
  republishes: false,
  pollMinutes: 180,
  userAgent: 'Airbnb-Calendar-Importer/1.0 (+https://www.airbnb.com)',
  feedPath: (seed: number) =>
    `/airbnb/calendar/ical/${digestNumber(seed, 'room') + 10_000_000}.ics?s=${digest(32, seed, 'secret')}`,
  mintUid: (dice: Dice) => `${STAY_PREFIX}-${dice.text(32, HEX)}@airbnb.com`,
} as const;

/** Stays not over, and those that ended today: Airbnb drops a stay about a day after its end. */
export function shownStays(view: CalendarView): SoldStay[] {
  return view.stays.filter((stay) => stay.checkOut >= view.today);
}

/**
 * Every night Airbnb will not sell and has not sold, neighbours merged whatever their cause: host blocks, imported
 * nights, and what the house rules close. The feed never says which.
 */
export function closedNights(view: CalendarView, horizonDays: number): Nights[] {
  const horizon = shift(view.today, horizonDays);
  const closed = merge([...view.closures, ...closedByRules(view, horizon)]);
  return subtract(closed, view.stays)
    .filter((range) => range.checkOut >= view.today && range.checkIn < horizon)
    .map((range) => ({
      checkIn: range.checkIn,
      checkOut: range.checkOut < horizon ? range.checkOut : horizon,
    }));
}

/** The tail past the booking window rolls on a day each day, as does tonight's advance notice. */
function closedByRules(view: CalendarView, horizon: string): Nights[] {
  const { today, preparationNights: preparation } = view;
  if (view.snoozed) return [{ checkIn: today, checkOut: horizon }];
  const around = view.stays.map((stay) => ({
    checkIn: shift(stay.checkIn, -preparation),
    checkOut: shift(stay.checkOut, preparation),
  }));
  return [
    { checkIn: shift(today, view.bookingWindowDays), checkOut: horizon },
    { checkIn: today, checkOut: shift(today, view.advanceNoticeDays) },
    ...(preparation > 0 ? around : []),
  ].filter((range) => range.checkIn < range.checkOut);
}

/** A closure is known by its dates alone, so a rolling one has another UID every day. */
export function closureUid(prefix: string, view: CalendarView, range: Nights): string {
  return `${prefix}-${digest(32, view.seed, range.checkIn, range.checkOut)}@airbnb.com`;
}

export function stayDescription(stay: SoldStay): string {
  return (
    `Reservation URL: https://www.airbnb.com/hosting/reservations/details/${stay.reservationCode}` +
    `\\nPhone Number (Last 4 Digits): ${stay.phoneLast4}`
  );
}

/** Events of stays and closures in the order of their nights. */
export function inOrder(events: readonly (Nights & { readonly lines: readonly string[] })[]): string[] {
  return events.toSorted((a, b) => a.checkIn.localeCompare(b.checkIn)).flatMap((event) => event.lines);
}
