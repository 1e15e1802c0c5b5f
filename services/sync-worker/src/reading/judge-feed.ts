import type { Night } from '@roomnight/calendar/night';
import type { Dialect, FeedEvent, FeedFact, JudgedEvent, TakingVerdict } from '@roomnight/platforms/feed';
import { writerOf } from '@roomnight/platforms/generic_ical/dialect';
import type { ParsedCalendar, ReadEvent, Reading } from './reading.ts';

export interface JudgeFeed {
  readonly parsed: ParsedCalendar;
  readonly dialect: Dialect;
  readonly today: Night;
  readonly bookingWindowDays?: number | undefined;
}

/** A parsed calendar in the platform's words. */
export function judgeFeed({ parsed, dialect, today, bookingWindowDays }: JudgeFeed): Reading {
  const { prodId } = parsed;
  const { busy = [], spared = [] } = Object.groupBy(parsed.events, (event) =>
    event.transparent || event.status === 'cancelled' ? 'spared' : 'busy',
  );
  const judgement = dialect.judge({ prodId, events: busy, today, bookingWindowDays });
  const judged = judgement.events.toSorted(byNight);
  const told = judged.filter((event) => 'tell' in event);

  return {
    ok: true,
    facts: joinNights(judged.filter(takesNights)).map(factOf),
    settings: judged.filter(({ as }) => as === 'settings').map((event) => factOf({ ...event, as: 'block' })),
    cancelled: spared.filter(({ status }) => status === 'cancelled').map(({ uid }) => uid),
    events: [...judged.map(readEvent), ...spared.map(sparedEvent)].toSorted(byNight),
    warnings: [...parsed.warnings, ...told.map(({ reason, line }) => ({ message: reason, line }))],
    unreadable: parsed.unreadable,
    horizon: parsed.events.reduce<Night | null>(
      (latest, { checkOut }) => (latest === null || checkOut > latest ? checkOut : latest),
      null,
    ),
    bookingWindowDays: judgement.bookingWindowDays,
    writtenBy: writerOf({ prodId, events: busy })?.name,
  };
}

type TakingEvent = Pick<FeedEvent, 'uid' | 'checkIn' | 'checkOut' | 'line'> & TakingVerdict;

function takesNights(event: JudgedEvent): event is TakingEvent {
  return event.as !== 'settings' && event.as !== 'mirror';
}

/** One booking, or one closure, where the platform writes an event for each of its nights. */
function joinNights(sorted: readonly TakingEvent[]): TakingEvent[] {
  const joined: TakingEvent[] = [];
  for (const event of sorted) {
    const last = joined.at(-1);
    if (last && event.nightByNight && event.checkIn === last.checkOut && saysTheSame(last, event)) {
      joined[joined.length - 1] = { ...last, checkOut: event.checkOut };
    } else {
      joined.push(event);
    }
  }
  return joined;
}

function saysTheSame(a: TakingEvent, b: TakingEvent): boolean {
  return (
    a.as === b.as &&
    a.reason === b.reason &&
    a.nightByNight === b.nightByNight &&
    a.guest?.name === b.guest?.name &&
    a.guest?.reservationCode === b.guest?.reservationCode &&
    a.guest?.phoneLast4 === b.guest?.phoneLast4
  );
}

function factOf({ uid, as, checkIn, checkOut, guest = {}, reason }: TakingEvent): FeedFact {
  return {
    uid,
    kind: as === 'stay' || as === 'tentative' ? 'stay' : 'block',
    ...(as === 'closed' && { cannotTell: true }),
    tentative: as === 'tentative',
    checkIn,
    checkOut,
    guest,
    reason,
  };
}

function readEvent({ uid, checkIn, checkOut, as, reason, line }: JudgedEvent): ReadEvent {
  return { uid, checkIn, checkOut, as, reason, line };
}

function sparedEvent({ uid, checkIn, checkOut, status, line }: FeedEvent): ReadEvent {
  return status === 'cancelled'
    ? { uid, checkIn, checkOut, as: 'cancelled', reason: 'The feed marks it as cancelled.', line }
    : { uid, checkIn, checkOut, as: 'transparent', reason: 'The feed says that it takes no time.', line };
}

type Placed = Pick<FeedEvent, 'uid' | 'checkIn' | 'checkOut'>;

function byNight(a: Placed, b: Placed): number {
  return compare(a.checkIn, b.checkIn) || compare(a.checkOut, b.checkOut) || compare(a.uid, b.uid);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
