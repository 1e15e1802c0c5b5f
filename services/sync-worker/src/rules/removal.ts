import type { Night } from '@roomnight/calendar/night';
import { nightSet, subtract, type NightSet } from '@roomnight/calendar/night-set';
import { sameStay } from '@roomnight/calendar/stay';
import type { FeedFact } from '@roomnight/platforms/feed';
import { pending, type Pending } from './pending.ts';
import { guestIs, isInHouse, isOver, nightsAhead, nightsHeld, type SnapshotEntry } from './snapshot.ts';
import { wordOn } from './words.ts';

export interface PollContext {
  readonly now: Date;
  readonly today: Night;
  /** False when some event could not be read: then a missing night proves nothing. */
  readonly provesAbsence: boolean;
  /** The same of the healthy poll before. */
  readonly provedAbsence: boolean;
  readonly confirmMissingMs: number;
  /** Every night the feed reports. A platform never sells a night twice: what it gave to another is no longer this one's. */
  readonly reported: NightSet;
}

/** What becomes of a known booking. `by` is the person whose word it follows. */
export type Fate =
  | {
      readonly is: 'kept';
      readonly entry: SnapshotEntry;
      readonly pending?: Pending;
      readonly by?: string;
    }
  /** Over: the platform may forget it, the calendar does not. */
  | { readonly is: 'over' }
  | { readonly is: 'cancelled'; readonly reason: string; readonly by?: string };

const decided = 'The feed does not hold it, and a person decided to free its nights.';

/** The feed reports it: nights it gained are taken at once, nights it lost only when a second poll says the same. */
export function fateOfReported(entry: SnapshotEntry, reported: FeedFact, context: PollContext): Fate {
  const { today } = context;
  const fact = withTrueStart(entry, reported, today);
  const ahead = nightsAhead(subtract(nightsHeld(entry), nightSet([fact])), today);
  const givingUp = context.provesAbsence ? subtract(ahead, context.reported) : ahead;
  const { bookingId, standIns } = entry;
  const base = { bookingId, fact, standIns };
  if (givingUp.length > 0 && isInHouse(entry, today)) {
    const word = wordOn(entry, givingUp);
    if (word?.says === 'free' && context.provesAbsence)
      return { is: 'kept', entry: { ...base, givingUp: [] }, by: word.by };
    const why = `The stay was shortened while ${guestIs(entry)} in the house.`;
    const kept = { ...base, givingUp, ...(word && { word }) };
    return { is: 'kept', entry: kept, pending: pending(entry, givingUp, why, word) };
  }
  const seenTwice = sameStay(entry.fact, fact) && entry.unconfirmed === undefined;
  const confirmed = context.provesAbsence && context.provedAbsence && seenTwice;
  return { is: 'kept', entry: { ...base, givingUp: confirmed ? [] : givingUp } };
}

/** The feed calls it cancelled in so many words. */
export function fateOfCancelled(entry: SnapshotEntry, { today }: PollContext): Fate {
  if (isOver(entry, today)) return { is: 'over' };
  if (!isInHouse(entry, today)) return { is: 'cancelled', reason: 'The feed marks it as cancelled.' };
  const nights = nightsAhead(nightsHeld(entry), today);
  const word = wordOn(entry, nights);
  if (word?.says === 'free') return { is: 'cancelled', reason: decided, by: word.by };
  const why = `The feed marks the stay as cancelled while ${guestIs(entry)} in the house.`;
  return { is: 'kept', entry, pending: pending(entry, nights, why, word) };
}

/** A healthy feed does not hold it: it is cancelled when a second healthy poll, late enough, agrees. */
export function fateOfMissing(entry: SnapshotEntry, context: PollContext): Fate {
  const { now, today, provesAbsence, confirmMissingMs } = context;
  if (isOver(entry, today)) return { is: 'over' };
  const nights = nightsAhead(nightsHeld(entry), today);
  const word = wordOn(entry, nights);
  if (word !== undefined) {
    if (word.says === 'free' && provesAbsence) return { is: 'cancelled', reason: decided, by: word.by };
    const { missingSince: _, ...held } = entry;
    return { is: 'kept', entry: held, pending: pending(entry, nights, 'It is not in the feed.', word) };
  }
  if (isInHouse(entry, today) && (provesAbsence || entry.missingSince !== undefined)) {
    const missing = { ...entry, missingSince: entry.missingSince ?? now.toISOString() };
    const why =
      entry.missingSince === undefined
        ? `It is not in the feed, and ${guestIs(entry)} in the house.`
        : 'It vanished from the feed before its guest was to arrive.';
    return { is: 'kept', entry: missing, pending: pending(entry, nights, why) };
  }
  if (!provesAbsence) return { is: 'kept', entry };
  const missingSince = entry.missingSince ?? now.toISOString();
  const waited = now.getTime() - Date.parse(missingSince);
  if (entry.missingSince !== undefined && waited >= confirmMissingMs) {
    return { is: 'cancelled', reason: 'It vanished from the feed, and a second healthy poll confirmed it.' };
  }
  const [first, ...rest] = subtract(nightsHeld(entry), context.reported);
  if (!first) return { is: 'cancelled', reason: 'The feed gives its nights to another booking.' };
  return {
    is: 'kept',
    entry: { ...entry, fact: { ...entry.fact, ...first }, givingUp: rest, missingSince },
  };
}

/** Some feeds cut a running stay, or a block, to begin today; it began when it began. */
function withTrueStart({ fact }: SnapshotEntry, reported: FeedFact, today: Night): FeedFact {
  const isCut =
    fact.checkIn < reported.checkIn && reported.checkIn <= today && reported.checkIn < fact.checkOut;
  return isCut ? { ...reported, checkIn: fact.checkIn } : reported;
}
