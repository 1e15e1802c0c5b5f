import type { Night } from '@roomnight/calendar/night';
import type { Dialect, FeedEvent } from '@roomnight/platforms/feed';
import type { Judgement, JudgementOfEvent, ParsedCalendar } from './reading.ts';

export interface JudgeFeed {
  readonly parsed: ParsedCalendar;
  readonly dialect: Dialect;
  readonly today: Night;
  readonly bookingWindowDays?: number | undefined;
}

/** A parsed calendar in the platform's words. */
export function judgeFeed({ parsed, dialect, today, bookingWindowDays }: JudgeFeed): Judgement {
  const { prodId, warnings, unreadable } = parsed;
  const busy = parsed.events.filter(({ transparent, status }) => !transparent && status !== 'cancelled');
  const spared = parsed.events.filter(({ transparent, status }) => transparent || status === 'cancelled');
  const judged = dialect.judge({ prodId, events: busy, today, bookingWindowDays });
  return {
    ok: true,
    events: [...judged.events, ...spared.map(sparedByFeed)].toSorted(byNight),
    warnings,
    unreadable,
    bookingWindowDays: judged.bookingWindowDays,
  };
}

function sparedByFeed({ uid, checkIn, checkOut, status, line }: FeedEvent): JudgementOfEvent {
  return status === 'cancelled'
    ? { uid, checkIn, checkOut, line, as: 'cancelled', reason: 'The feed marks it as cancelled.' }
    : { uid, checkIn, checkOut, line, as: 'transparent', reason: 'The feed says that it takes no time.' };
}

function byNight(a: JudgementOfEvent, b: JudgementOfEvent): number {
  return compare(a.checkIn, b.checkIn) || compare(a.checkOut, b.checkOut) || compare(a.uid, b.uid);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
