import type { FeedFact } from '@roomnight/platforms/feed';
import { compareFacts } from './match.ts';
import type { SnapshotEntry } from './snapshot.ts';

export interface SetAside {
  /** Bookings about which the feed says what is known, and of which nothing is left to be confirmed. */
  readonly same: readonly SnapshotEntry[];
  /** The others, and what the feed says beside. */
  readonly entries: readonly SnapshotEntry[];
  readonly facts: readonly FeedFact[];
}

/**
 * Sets aside what did not change, which at most polls is everything: only the rest needs to be matched and compared.
 * Both lists are in the order of {@link compareFacts}.
 */
export function setAsideSame(entries: readonly SnapshotEntry[], facts: readonly FeedFact[]): SetAside {
  const same: SnapshotEntry[] = [];
  const otherEntries: SnapshotEntry[] = [];
  const otherFacts: FeedFact[] = [];
  let at = 0;
  for (const entry of entries) {
    let fact = facts[at];
    while (fact && compareFacts(fact, entry.fact) < 0) {
      otherFacts.push(fact);
      fact = facts[++at];
    }
    if (fact && isSettled(entry) && sameFact(entry.fact, fact)) {
      same.push(entry);
      at++;
    } else {
      otherEntries.push(entry);
    }
  }
  return { same, entries: otherEntries, facts: [...otherFacts, ...facts.slice(at)] };
}

function isSettled({ givingUp, standIns, missingSince, word }: SnapshotEntry): boolean {
  return missingSince === undefined && word === undefined && givingUp.length === 0 && standIns.length === 0;
}

function sameFact(a: FeedFact, b: FeedFact): boolean {
  return (
    a.uid === b.uid &&
    a.checkIn === b.checkIn &&
    a.checkOut === b.checkOut &&
    a.kind === b.kind &&
    a.cannotTell === b.cannotTell &&
    a.tentative === b.tentative &&
    a.reason === b.reason &&
    a.guest.name === b.guest.name &&
    a.guest.phoneLast4 === b.guest.phoneLast4 &&
    a.guest.reservationCode === b.guest.reservationCode
  );
}

/** The list itself where it is in order already, as most are. */
export function inOrder<T>(list: readonly T[], compare: (a: T, b: T) => number): readonly T[] {
  for (let at = 1; at < list.length; at++) {
    const [before, after] = [list[at - 1], list[at]];
    if (before !== undefined && after !== undefined && compare(before, after) > 0)
      return list.toSorted(compare);
  }
  return list;
}
