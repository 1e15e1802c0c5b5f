import type { Night } from '@roomnight/calendar/night';
import { nightSet, subtract, type NightSet } from '@roomnight/calendar/night-set';
import type { FeedFact } from '@roomnight/platforms/feed';
import {
  isInHouse,
  isOver,
  nightsAhead,
  nightsHeld,
  type FeedContent,
  type SnapshotEntry,
} from './snapshot.ts';
import { wordOn } from './words.ts';

/** Bookings of a feed that a person has not decided about. */
export interface Standing {
  /** Those that are not over. */
  readonly held: readonly SnapshotEntry[];
  /** Of these, the ones the feed does not hold, and does not call cancelled. */
  readonly gone: readonly SnapshotEntry[];
}

/** Every night on which a feed has a guest, or what it cannot tell from one. */
export function nightsOfGuests(facts: readonly FeedFact[]): NightSet {
  return nightSet(facts.filter(({ kind, cannotTell }) => kind === 'stay' || cannotTell === true));
}

/**
 * Whether a booking is gone only because the feed reports all of its nights for another guest: a platform that tells each
 * night by itself joins neighbouring stays once the nights between them are sold. No night would be free.
 */
export function handsOver(entry: SnapshotEntry, guests: NightSet, today: Night): boolean {
  if (isInHouse(entry, today)) return false;
  const nights = nightsAhead(nightsHeld(entry), today);
  return nights.length > 0 && subtract(nights, guests).length === 0;
}

/** What the feed must answer for: what a person has decided about, it need not. */
export function standingOf(
  entries: readonly SnapshotEntry[],
  missing: readonly SnapshotEntry[],
  today: Night,
): Standing {
  const unsettled = (entry: SnapshotEntry) =>
    wordOn(entry, nightsAhead(nightsHeld(entry), today)) === undefined;
  const gone = missing.filter((entry) => !isOver(entry, today) && unsettled(entry));
  const settled = new Set(missing.filter((entry) => !unsettled(entry)));
  return { held: entries.filter((entry) => !isOver(entry, today) && !settled.has(entry)), gone };
}

/** Whether one poll took at least two bookings, or more than half of them, out of the feed. */
export function shrinks({ held, gone }: Standing): boolean {
  const now = gone.filter(({ missingSince }) => missingSince === undefined).length;
  return now >= 2 || now * 2 > held.length;
}

/**
 * Why a feed that can be read is not believed, as a sentence; undefined when it is.
 *
 * @param together whether another listing of the same account lost bookings at about the same time
 */
export function suspicionOf(
  { held, gone }: Standing,
  content: FeedContent,
  today: Night,
  together: boolean,
): string | undefined {
  if (held.length > 0 && (content.horizon === null || content.horizon <= today)) {
    return `The feed holds nothing ahead while ${count(held.length, 'booking')} of it ${held.length === 1 ? 'is' : 'are'} known.`;
  }
  if (gone.length >= 3 && gone.length * 2 > held.length) {
    return `${gone.length} of ${count(held.length, 'booking')} vanished from the feed at once.`;
  }
  // One that vanished before the guest arrived is only waiting to be confirmed.
  const guest = gone.find((entry) => isInHouse(entry, today) && entry.missingSince === undefined);
  if (guest?.fact.kind === 'block')
    return 'What holds tonight, perhaps a guest who is in the house, vanished from the feed.';
  if (guest) return 'A guest who is in the house vanished from the feed.';
  if (together && gone.length > 0) {
    return `${count(gone.length, 'booking')} vanished from the feed while another listing of the same account lost bookings too.`;
  }
  return undefined;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
