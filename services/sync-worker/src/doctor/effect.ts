import { intersection, type Stay, sameStay } from '@roomnight/calendar/stay';
import { istNight } from '@roomnight/calendar/night';
import type { Change, PutBooking } from '@roomnight/contracts/change-set';
import type { EffectConflict, EffectStay, FeedEffect } from '@roomnight/contracts/feed-report';
import { type Basis, evaluate } from '../rules/evaluate.ts';
import { type FeedSnapshot, isOver } from '../rules/snapshot.ts';
import type { Reading } from '../reading/reading.ts';

/** Where a feed would be imported to. */
export interface Destination {
  /** What a poll of the listing would be judged by; nothing is believed of one that is none yet. */
  readonly basis: Basis;
  /** How far ahead guests can book, where an earlier reading of the feed told. */
  readonly bookingWindowDays?: number | undefined;
  /** What others hold of the unit's nights: not the listing's own bookings. */
  readonly booked: readonly BookedStay[];
}

/** An active booking of the unit, of a part of it, or of what it is part of. */
export interface BookedStay extends Stay {
  readonly bookingId: string;
  readonly kind: 'stay' | 'block';
  /** In words and without a name: `VRBO stay`. */
  readonly holder: string;
}

export interface EffectInput {
  readonly reading: Reading;
  readonly destination: Destination;
  readonly now: Date;
}

/** What the next poll would do if it read this, by the rules it goes by. */
export function effectOf({ reading, destination, now }: EffectInput): FeedEffect {
  const { basis, booked } = destination;
  const { snapshot } = basis;
  let ids = 0;
  const evaluation = evaluate({ ...basis, now, reading, newId: () => `new-${++ids}` });
  const { snapshot: after, changes, suspicion, pending } = evaluation;
  const today = istNight(now);
  const known = new Set(snapshot.entries.flatMap(({ bookingId, standIns }) => [bookingId, ...standIns]));
  const puts = changes.filter((change): change is PutBooking => change.op === 'put');
  const changedIds = new Set(puts.map(({ bookingId }) => bookingId));
  const missing = after.entries.filter(({ missingSince }) => missingSince !== undefined);
  const same = after.entries.filter(
    (entry) =>
      known.has(entry.bookingId) && !changedIds.has(entry.bookingId) && entry.missingSince === undefined,
  );
  return {
    suspicion: suspicion ?? null,
    created: puts.filter(({ bookingId }) => !known.has(bookingId)).map(stayOf),
    changed: puts.filter(({ bookingId }) => known.has(bookingId)).map(stayOf),
    missing:
      suspicion === undefined
        ? missing.map(({ fact }) => stayOf(fact))
        : pending.flatMap(({ kind, nights }) => nights.map((piece) => stayOf({ kind, ...piece }))),
    cancelled: cancelledOf(changes, snapshot),
    unchanged: suspicion !== undefined ? 0 : same.filter((entry) => !isOver(entry, today)).length,
    conflicts: puts.flatMap((put) => conflictsOf(put, booked)),
  };
}

/** Nights that two want, as the calendar will see them: a night may be closed twice. */
function conflictsOf(put: PutBooking, booked: readonly BookedStay[]): EffectConflict[] {
  return booked.flatMap((other): EffectConflict[] => {
    if (put.kind === 'block' && other.kind === 'block') return [];
    const nights = intersection(put, other);
    if (!nights) return [];
    const { bookingId, holder } = other;
    return [{ ...nights, kind: put.kind, bookingId, holder, sameNights: sameStay(put, other) }];
  });
}

function cancelledOf(changes: readonly Change[], { entries }: FeedSnapshot): EffectStay[] {
  const facts = new Map(entries.map(({ bookingId, fact }) => [bookingId, fact]));
  return changes.flatMap((change) => {
    const fact = change.op === 'cancel' ? facts.get(change.bookingId) : undefined;
    return fact ? [stayOf(fact)] : [];
  });
}

function stayOf({ kind, checkIn, checkOut }: EffectStay): EffectStay {
  return { kind, checkIn, checkOut };
}
