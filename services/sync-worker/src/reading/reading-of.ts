import type { Night } from '@roomnight/calendar/night';
import type { FeedFact } from '@roomnight/platforms/feed';
import type { Judgement, JudgementOfEvent, Reading } from './reading.ts';

/** What a judged feed says about nights. */
export function readingOf({ events, warnings, unreadable, bookingWindowDays }: Judgement): Reading {
  const told = events.filter(({ tell }) => tell);
  return {
    ok: true,
    facts: joinNights(events.filter(({ as }) => takesNights(as))).map(factOf),
    settings: events.filter(({ as }) => as === 'settings').map(factOf),
    cancelled: events.filter(({ as }) => as === 'cancelled').map(({ uid }) => uid),
    events: events.map(({ uid, checkIn, checkOut, as, reason, line }) => ({
      uid,
      checkIn,
      checkOut,
      as,
      reason,
      line,
    })),
    warnings: [...warnings, ...told.map(({ reason, line }) => ({ message: reason, line }))],
    unreadable,
    horizon: events.reduce<Night | null>(
      (latest, { checkOut }) => (latest === null || checkOut > latest ? checkOut : latest),
      null,
    ),
    bookingWindowDays,
  };
}

function takesNights(as: JudgementOfEvent['as']): boolean {
  return as === 'stay' || as === 'tentative' || as === 'block' || as === 'closed';
}

/** One booking, or one closure, where the platform writes an event for each of its nights. */
function joinNights(sorted: readonly JudgementOfEvent[]): readonly JudgementOfEvent[] {
  if (!sorted.some(({ nightByNight }) => nightByNight)) return sorted;
  const joined: JudgementOfEvent[] = [];
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

function saysTheSame(a: JudgementOfEvent, b: JudgementOfEvent): boolean {
  return (
    a.as === b.as &&
    a.reason === b.reason &&
    a.nightByNight === b.nightByNight &&
    a.guest?.name === b.guest?.name &&
    a.guest?.reservationCode === b.guest?.reservationCode &&
    a.guest?.phoneLast4 === b.guest?.phoneLast4
  );
}

function factOf({ uid, as, checkIn, checkOut, guest = {}, reason }: JudgementOfEvent): FeedFact {
  const kind = as === 'stay' || as === 'tentative' ? 'stay' : 'block';
  const fact = { uid, kind, tentative: as === 'tentative', checkIn, checkOut, guest, reason } as const;
  return as === 'closed' ? { ...fact, cannotTell: true } : fact;
}
