import type { Night } from '@roomnight/calendar/night';
import { isInHouse, isOver, type FeedContent, type SnapshotEntry } from './snapshot.ts';

export interface SuspicionInput {
  readonly content: FeedContent;
  readonly entries: readonly SnapshotEntry[];
  /** Entries the feed does not hold, and does not call cancelled. */
  readonly missing: readonly SnapshotEntry[];
  readonly today: Night;
}

/** Why a feed that can be read is not believed, as a sentence; undefined when it is. */
export function suspicionOf({ content, entries, missing, today }: SuspicionInput): string | undefined {
  const held = entries.filter((entry) => !isOver(entry, today));
  if (held.length > 0 && (content.horizon === null || content.horizon <= today)) {
    return `The feed holds nothing ahead while ${count(held.length, 'booking')} of it ${held.length === 1 ? 'is' : 'are'} known.`;
  }
  const gone = missing.filter((entry) => !isOver(entry, today));
  if (gone.length >= 3 && gone.length * 2 > held.length) {
    return `${gone.length} of ${count(held.length, 'booking')} vanished from the feed at once.`;
  }
  // One that vanished before the guest arrived is only waiting to be confirmed.
  const guest = gone.find((entry) => isInHouse(entry, today) && entry.missingSince === undefined);
  if (guest) return 'A guest who is in the house vanished from the feed.';
  return undefined;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
