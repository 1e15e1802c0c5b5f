import { addNights, istNight, nightStart } from './night.ts';

const HOUR = 3_600_000;
const QUIET_FROM = 22 * HOUR;
const QUIET_UNTIL = 7 * HOUR;

/** The instant itself, or 07:00 IST after it: what can wait is told to nobody from 22:00 to 07:00. */
export function outsideQuietHours(instant: Date): Date {
  const night = istNight(instant);
  const midnight = nightStart(night).getTime();
  const sinceMidnight = instant.getTime() - midnight;
  if (sinceMidnight < QUIET_UNTIL) return new Date(midnight + QUIET_UNTIL);
  if (sinceMidnight < QUIET_FROM) return instant;
  return new Date(nightStart(addNights(night, 1)).getTime() + QUIET_UNTIL);
}
