import type { EventClass, FeedGuest } from '@roomnight/platforms/feed';
import type { Judgement, JudgementOfEvent } from './reading.ts';

/**
 * A judgement as one text a field: passing thousands of objects from thread to thread takes longer than reading them
 * takes, passing a few long texts nearly nothing.
 */
export interface Columns extends Omit<Judgement, 'events'> {
  /** Number of events, or parts of them. */
  readonly parts: number;
  readonly uid: string;
  readonly checkIn: string;
  readonly checkOut: string;
  readonly line: string;
  /** Which of `verdicts` each event got. */
  readonly verdict: string;
  readonly verdicts: readonly Verdict[];
  readonly name: string;
  readonly phoneLast4: string;
  readonly reservationCode: string;
}

/** What many events have in common. */
type Verdict = Pick<JudgementOfEvent, 'as' | 'reason' | 'tell' | 'nightByNight'> & {
  readonly as: EventClass;
};

/** Nothing that was read contains it. */
const separator = '\0';

export function toColumns({ events, ...rest }: Judgement): Columns {
  const verdicts: Verdict[] = [];
  const places = new Map<string, number>();
  const placeOf = ({ as, reason, tell, nightByNight }: JudgementOfEvent): number => {
    const key = `${as} ${reason}`;
    let place = places.get(key);
    if (place === undefined) {
      place = verdicts.push({ as, reason, ...(tell && { tell }), ...(nightByNight && { nightByNight }) }) - 1;
      places.set(key, place);
    }
    return place;
  };
  const column = (of: (event: JudgementOfEvent) => string | number | undefined) =>
    events.map(of).join(separator);
  return {
    ...rest,
    parts: events.length,
    uid: column(({ uid }) => uid),
    checkIn: column(({ checkIn }) => checkIn),
    checkOut: column(({ checkOut }) => checkOut),
    line: column(({ line }) => line),
    verdict: column(placeOf),
    verdicts,
    name: column(({ guest }) => guest?.name),
    phoneLast4: column(({ guest }) => guest?.phoneLast4),
    reservationCode: column(({ guest }) => guest?.reservationCode),
  };
}

export function fromColumns(columns: Columns): Judgement {
  const { parts, verdicts, ok, warnings, unreadable, bookingWindowDays } = columns;
  const [uid, checkIn, checkOut, line, verdict, name, phoneLast4, reservationCode] = [
    columns.uid,
    columns.checkIn,
    columns.checkOut,
    columns.line,
    columns.verdict,
    columns.name,
    columns.phoneLast4,
    columns.reservationCode,
  ].map((column) => column.split(separator));
  const events = Array.from({ length: parts }, (_, at): JudgementOfEvent => {
    const { as, reason, tell, nightByNight } = verdicts[Number(verdict?.[at])] ?? unjudged();
    return {
      uid: uid?.[at] ?? '',
      checkIn: checkIn?.[at] ?? '',
      checkOut: checkOut?.[at] ?? '',
      line: Number(line?.[at]),
      as,
      reason,
      guest: guestOf(name?.[at], phoneLast4?.[at], reservationCode?.[at]),
      tell,
      nightByNight,
    };
  });
  return { ok, events, warnings, unreadable, bookingWindowDays };
}

function guestOf(name = '', phoneLast4 = '', reservationCode = ''): FeedGuest {
  return {
    ...(name && { name }),
    ...(phoneLast4 && { phoneLast4 }),
    ...(reservationCode && { reservationCode }),
  };
}

function unjudged(): never {
  throw new Error('An event arrived from its thread without its verdict.');
}
