import type { Night } from '@roomnight/calendar/night';
import { intersect, nightSet, subtract, type NightSet } from '@roomnight/calendar/night-set';
import { sameStay } from '@roomnight/calendar/stay';
import type { FeedFact } from '@roomnight/platforms/feed';
import { isInHouse, isOver, nightsHeld, type SnapshotEntry } from './snapshot.ts';

/** Far enough for any feed. */
const endOfTime: Night = '9999-12-31';

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

/** What becomes of a known booking. */
export type Fate =
  | { readonly is: 'kept'; readonly entry: SnapshotEntry; readonly question?: string }
  /** Over: the platform may forget it, the calendar does not. */
  | { readonly is: 'over' }
  | { readonly is: 'cancelled'; readonly reason: string };

/** The feed reports it: nights it gained are taken at once, nights it lost only when a second poll says the same. */
export function fateOfReported(entry: SnapshotEntry, reported: FeedFact, context: PollContext): Fate {
  const { today } = context;
  const fact = withTrueStart(entry, reported, today);
  const lost = subtract(nightsHeld(entry), nightSet([fact]));
  const ahead = intersect(lost, [{ checkIn: today, checkOut: endOfTime }]);
  const givingUp = context.provesAbsence ? subtract(ahead, context.reported) : ahead;
  const { bookingId, standIns } = entry;
  const base = { bookingId, fact, standIns };
  if (givingUp.length > 0 && isInHouse(entry, today)) {
    const question =
      'A stay was shortened while its guest is in the house; its nights are kept until a person decides.';
    return { is: 'kept', entry: { ...base, givingUp }, question };
  }
  const confirmed = context.provesAbsence && context.provedAbsence && sameStay(entry.fact, fact);
  return { is: 'kept', entry: { ...base, givingUp: confirmed ? [] : givingUp } };
}

/** The feed calls it cancelled in so many words. */
export function fateOfCancelled(entry: SnapshotEntry, { today }: PollContext): Fate {
  if (isOver(entry, today)) return { is: 'over' };
  if (isInHouse(entry, today)) {
    const question =
      'A stay was cancelled while its guest is in the house; it is kept until a person decides.';
    return { is: 'kept', entry, question };
  }
  return { is: 'cancelled', reason: 'The feed marks it as cancelled.' };
}

/** A healthy feed does not hold it: it is cancelled when a second healthy poll, late enough, agrees. */
export function fateOfMissing(entry: SnapshotEntry, context: PollContext): Fate {
  const { now, today, provesAbsence, confirmMissingMs } = context;
  if (isOver(entry, today)) return { is: 'over' };
  if (!provesAbsence) return { is: 'kept', entry };
  const missingSince = entry.missingSince ?? now.toISOString();
  const waited = now.getTime() - Date.parse(missingSince);
  if (isInHouse(entry, today)) {
    const question = 'A stay vanished just before its guest arrived; it is kept until a person decides.';
    return { is: 'kept', entry: { ...entry, missingSince }, question };
  }
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
