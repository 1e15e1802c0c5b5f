import { formatInstantIst, formatNightInFull } from '@roomnight/calendar/format';
import { istNight } from '@roomnight/calendar/night';

const istOffsetMs = 330 * 60_000;

/** `Mon 3 Jan 2028, 12:04 IST` */
export function momentWords(instant: string): string {
  const date = new Date(instant);
  return `${formatNightInFull(istNight(date))}, ${formatInstantIst(date)}`;
}

/** What a date-time picker shows of an instant: the wall clock in India, to the second. */
export function istWallClock(instant: Date): string {
  return new Date(instant.getTime() + istOffsetMs).toISOString().slice(0, 19);
}

/** The instant at which a wall clock in India shows this; undefined while the picker is not filled in. */
export function instantOfIst(wallClock: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(wallClock)) return undefined;
  const instant = new Date(`${wallClock}+05:30`);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}
