import { istNight, nightsBetween } from '@roomnight/calendar/night';
import { outsideQuietHours } from '@roomnight/calendar/quiet-hours';
import type { Change } from './work.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const URGENT_NIGHTS = 3;
const LONGEST = 24 * HOUR;

/**
 * When the next reminder is due.
 *
 * The first comes two hours after the work appeared, the next ones after twice the time each, at most a day
 * apart. Work is urgent when a night to be closed is three nights away or nearer, because it can still be sold
 * twice tonight: then the first comes after a quarter of an hour, and at night too.
 *
 * @param since when the work appeared, or when the last reminder went out
 * @param sent how many went out
 */
export function remindAt({
  since,
  sent,
  changes,
}: {
  since: Date;
  sent: number;
  changes: readonly Change[];
}): Date {
  const urgent = isUrgent(since, changes);
  const first = urgent ? 15 * MINUTE : 2 * HOUR;
  const due = new Date(since.getTime() + Math.min(LONGEST, first * 2 ** sent));
  return urgent ? due : outsideQuietHours(due);
}

function isUrgent(at: Date, changes: readonly Change[]): boolean {
  const today = istNight(at);
  return changes.some(
    ({ action, stay }) => action === 'close' && nightsBetween(today, stay.checkIn) <= URGENT_NIGHTS,
  );
}
