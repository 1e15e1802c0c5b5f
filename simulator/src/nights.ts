import { addDays, differenceInCalendarDays, formatISO, parseISO } from 'date-fns';

/** Nights `[checkIn, checkOut)` as `YYYY-MM-DD`; `checkOut` is the morning the guest leaves. */
export interface Nights {
  readonly checkIn: string;
  readonly checkOut: string;
}

const IST_OFFSET_MS = 5.5 * 3600 * 1000;

/** The calendar date in India at an instant. IST has no daylight saving, so a fixed offset is exact. */
export function dateInIndia(instant: Date): string {
  return new Date(instant.getTime() + IST_OFFSET_MS).toISOString().slice(0, 10);
}

export function shift(date: string, days: number): string {
  return formatISO(addDays(parseISO(date), days), { representation: 'date' });
}

/** How many nights lie between two dates; negative when `to` is earlier. */
export function nightCount(from: string, to: string): number {
  return differenceInCalendarDays(parseISO(to), parseISO(from));
}

export function overlap(a: Nights, b: Nights): boolean {
  return a.checkIn < b.checkOut && b.checkIn < a.checkOut;
}

/** Each night by its date. */
export function eachNight({ checkIn, checkOut }: Nights): string[] {
  return Array.from({ length: nightCount(checkIn, checkOut) }, (_, at) => shift(checkIn, at));
}

/** Sorted, with overlapping and touching neighbours joined. */
export function merge(all: readonly Nights[]): Nights[] {
  const merged: Nights[] = [];
  for (const next of all.toSorted((a, b) => a.checkIn.localeCompare(b.checkIn))) {
    const last = merged.at(-1);
    if (last !== undefined && next.checkIn <= last.checkOut) {
      merged[merged.length - 1] = {
        checkIn: last.checkIn,
        checkOut: next.checkOut > last.checkOut ? next.checkOut : last.checkOut,
      };
    } else {
      merged.push({ checkIn: next.checkIn, checkOut: next.checkOut });
    }
  }
  return merged;
}

/** What is left of each range once the taken nights are cut out of it. */
export function subtract(all: readonly Nights[], taken: readonly Nights[]): Nights[] {
  let rest = [...all];
  for (const hole of taken) {
    rest = rest.flatMap((range) =>
      overlap(range, hole)
        ? [
            { checkIn: range.checkIn, checkOut: hole.checkIn },
            { checkIn: hole.checkOut, checkOut: range.checkOut },
          ].filter((piece) => piece.checkIn < piece.checkOut)
        : [range],
    );
  }
  return rest;
}
