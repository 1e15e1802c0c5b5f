import { istNight, nightStart, nightsBetween, type Night } from './night.ts';
import { lastNight, type Stay } from './stay.ts';

// Fixed tables, not Intl: workflows replay these sentences on other machines, years later.
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const weekdays = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'];
const epoch: Night = '1970-01-01';

/** `3 Jan` */
export function formatNight(night: Night): string {
  return `${dayOf(night)} ${monthOf(night)}`;
}

/** `Mon 3 Jan` */
export function formatNightWithWeekday(night: Night): string {
  return `${weekdayOf(night)} ${formatNight(night)}`;
}

/** `Mon 3 Jan 2028` */
export function formatNightInFull(night: Night): string {
  return `${formatNightWithWeekday(night)} ${yearOf(night)}`;
}

/** Check-in to check-out day: `3–7 Jan`, `30 Jan – 2 Feb`, `30 Dec 2026 – 2 Jan 2027`. */
export function formatStay({ checkIn, checkOut }: Stay): string {
  return formatSpan(checkIn, checkOut);
}

/** The nights slept, first and last included: `night of 3 Jan`, `nights 3–6 Jan`. */
export function formatNights(stay: Stay): string {
  const last = lastNight(stay);
  if (last === stay.checkIn) return `night of ${formatNight(last)}`;
  return `nights ${formatSpan(stay.checkIn, last)}`;
}

/** `12:04 IST` */
export function formatInstantIst(instant: Date): string {
  const minutes = Math.floor((instant.getTime() - nightStart(istNight(instant)).getTime()) / 60_000);
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)} IST`;
}

/** `Mon 3 Jan, 12:04 IST` */
export function formatInstantWithDayIst(instant: Date): string {
  return `${formatNightWithWeekday(istNight(instant))}, ${formatInstantIst(instant)}`;
}

function formatSpan(from: Night, to: Night): string {
  if (yearOf(from) !== yearOf(to)) {
    return `${formatNight(from)} ${yearOf(from)} – ${formatNight(to)} ${yearOf(to)}`;
  }
  if (monthOf(from) !== monthOf(to)) return `${formatNight(from)} – ${formatNight(to)}`;
  return `${dayOf(from)}–${formatNight(to)}`;
}

function yearOf(night: Night): string {
  return night.slice(0, 4);
}

function monthOf(night: Night): string {
  return months[Number(night.slice(5, 7)) - 1] ?? '';
}

function dayOf(night: Night): number {
  return Number(night.slice(8));
}

function weekdayOf(night: Night): string {
  const days = nightsBetween(epoch, night);
  return weekdays[((days % 7) + 7) % 7] ?? '';
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
