import { formatInstantIst, formatNight } from '@roomnight/calendar/format';
import { istNight } from '@roomnight/calendar/night';

const minute = 60_000;

/** `just now`, `4 min ago`, `2 h ago`, `3 days ago`. */
export function ago(instant: string, now: Date): string {
  const minutes = Math.floor((now.getTime() - new Date(instant).getTime()) / minute);
  return minutes < 1 ? 'just now' : `${span(minutes)} ago`;
}

/** `in 4 min`; `now` when the time has come. */
export function until(instant: string, now: Date): string {
  const minutes = Math.round((new Date(instant).getTime() - now.getTime()) / minute);
  return minutes < 1 ? 'now' : `in ${span(minutes)}`;
}

/** `14:02 IST` today, else `3 Jan, 14:02 IST`. */
export function timeOf(instant: string | Date, now: Date): string {
  const date = new Date(instant);
  const night = istNight(date);
  const time = formatInstantIst(date);
  return night === istNight(now) ? time : `${formatNight(night)}, ${time}`;
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function span(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.round(minutes / 60)} h`;
  return counted(Math.round(minutes / 1440), 'day');
}
