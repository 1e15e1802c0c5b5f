import { readFileSync } from 'node:fs';

/**
 * A feed kept byte for byte in `fixtures/`, written by hand as the platform writes its own. All were fetched on
 * {@link fetchedAt}. The `PRODID` of Agoda, Expedia, GoMMT, Guesty and Trip.com is made up.
 */
export function fixture(name: string): Buffer {
  return readFileSync(new URL(`./fixtures/${name}`, import.meta.url));
}

/** 12:04 in India on 23 November 2026. */
export const fetchedAt = new Date('2026-11-23T06:34:00Z');

/** A calendar of the given lines between its first and last one. */
export function calendarOf(...lines: string[]): Buffer {
  return Buffer.from(['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n'));
}

/** A calendar of one event with the given lines. */
export function eventOf(...lines: string[]): Buffer {
  return calendarOf('BEGIN:VEVENT', ...lines, 'END:VEVENT');
}
