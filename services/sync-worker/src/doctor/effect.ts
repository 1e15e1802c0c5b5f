import { intersection, type Stay, sameStay } from '@roomnight/calendar/stay';
import { istNight } from '@roomnight/calendar/night';
import type { NightSet } from '@roomnight/calendar/night-set';
import type { Change, PutBooking } from '@roomnight/contracts/change-set';
import type { EffectConflict, EffectStay, FeedEffect } from '@roomnight/contracts/feed-report';
import { evaluate } from '../rules/evaluate.ts';
import { emptySnapshot, type FeedSnapshot, isOver } from '../rules/snapshot.ts';
import type { Reading } from '../reading/reading.ts';

/** Where a feed would be imported to. */
export interface Destination {
  /** What is believed of the listing's feed; undefined for a listing that was never polled, or is none yet. */
  readonly snapshot: FeedSnapshot | undefined;
  readonly exportedNights: NightSet;
  readonly stableUids: boolean;
  readonly confirmMissingMinutes: number;
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
  const { snapshot = emptySnapshot, exportedNights, stableUids, confirmMissingMinutes, booked } = destination;
  let ids = 0;
  const {
    snapshot: after,
    changes,
    health,
    questions,
  } = evaluate({
    snapshot,
    reading,
    now,
    exportedNights,
    stableUids,
    confirmMissingMinutes,
    newId: () => `new-${++ids}`,
  });
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
    suspicion: health === 'suspect' ? questions.join(' ') : null,
    created: puts.filter(({ bookingId }) => !known.has(bookingId)).map(stayOf),
    changed: puts.filter(({ bookingId }) => known.has(bookingId)).map(stayOf),
    missing: missing.map(({ fact }) => stayOf(fact)),
    cancelled: cancelledOf(changes, snapshot),
    unchanged: health === 'suspect' ? 0 : same.filter((entry) => !isOver(entry, today)).length,
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
