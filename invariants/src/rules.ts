import type { Night } from '@roomnight/calendar/night';
import { brokenRules } from '@roomnight/conflict-service/test-calendar';
import { unlikeAudit } from '@roomnight/conflict-service/test-replay';
import type { Pool } from 'pg';
import { none } from './broken.ts';
import { type Booking, bookingsOf, type Calendar, isGuests, nightsOf } from './calendar.ts';
import type { House, Place } from './house.ts';

const CONFIRM_MS = 30 * 60_000;
const LEFT = /#left-\d+$/;

/** One owner a night, no fact without its nights, each double wish one conflict: as SQL sees the whole calendar. */
export async function calendarHolds(admin: Pool, { organizationId }: House, today: Night): Promise<void> {
  none('the calendar', Object.entries(await brokenRules(admin, organizationId, today)), { today });
}

/** The audit alone leads to the calendar there is. */
export async function auditReplays(admin: Pool, { organizationId }: House): Promise<void> {
  none('the audit replays to another calendar', await unlikeAudit(admin, organizationId), {});
}

export interface Applied {
  readonly before: Calendar;
  readonly after: Calendar;
  readonly today: Night;
  readonly now: Date;
}

/** What one poll freed: nothing but what its feed did not show twice, late enough, and no bed that is slept in. */
export function silenceFreedNothing({ listingId, name, witness }: Place, applied: Applied): void {
  const { before, after, today, now } = applied;
  const known = bookingsOf(before, listingId);
  const kept = bookingsOf(after, listingId);
  const stillHeld = nightsOf(kept, today);
  const keptIds = new Set(kept.map(({ id }) => id));
  const freed = (booking: Booking) =>
    [...nightsOf([booking], today)].filter((night) => !stillHeld.has(night));
  const about = { name, now };
  none(
    'a guest in the house lost nights',
    known.filter((booking) => isGuests(booking) && booking.checkIn <= today).flatMap(freed),
    about,
  );
  none(
    'nights were freed that two healthy polls did not miss',
    known.flatMap(freed).filter((night) => (witness.absence(night)?.polls ?? 0) < 2),
    about,
  );
  none(
    'a booking vanished within half an hour',
    known
      .filter(({ id, icalUid }) => !keptIds.has(id) && !LEFT.test(icalUid ?? ''))
      .flatMap(freed)
      .filter((night) => now.getTime() - (witness.absence(night)?.since ?? now).getTime() < CONFIRM_MS),
    about,
  );
}

/**
 * What one poll brought was once true on its platform: an echo of ours makes no booking, and so no conflict. Excused is only
 * an old copy of a feed, which still shows what its platform has imported no more: no one can tell that from a closure.
 */
export function nothingCameOfEchoes(
  { listingId, name, history }: Place,
  applied: Applied,
  isOldCopy: boolean,
): void {
  const { before, after, today, now } = applied;
  const known = nightsOf(bookingsOf(before, listingId), today);
  const { stay = [], block = [] } = Object.groupBy(bookingsOf(after, listingId), ({ kind }) => kind);
  const about = { name, now };
  const untrue = (bookings: readonly Booking[], ...truths: ReadonlySet<Night>[]) =>
    [...nightsOf(bookings, today)].filter(
      (night) => !known.has(night) && !truths.some((truth) => truth.has(night)),
    );
  const echoes = isOldCopy ? history.imported : new Set<Night>();
  const truths = [history.closed, history.ruledOut, history.sold, echoes];
  none('a stay that nobody booked', untrue(stay, history.sold), about);
  none('a block of nights that nobody closed', untrue(block, ...truths), about);
}

/** What a platform holds as imported from us never takes nights that we know it sold itself. */
export function exportSparesOwnSales(
  { listingId, name, outside }: Place,
  calendar: Calendar,
  today: Night,
): void {
  const own = nightsOf(bookingsOf(calendar, listingId).filter(isGuests), today);
  const served = nightsOf(outside.imported, today);
  none('an export holds what its destination sold', own.intersection(served), { name, today });
}
