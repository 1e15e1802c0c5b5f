import type { FeedEvent } from '@roomnight/platforms/feed';
import type { ReadWarning } from './reading.ts';

/**
 * Sorted events with a UID of their own. Equal events are one; a UID used for several stays, as repeated events do,
 * is told apart by the arrival; a missing one is made from the dates.
 */
export function uniqueEvents(
  events: readonly FeedEvent[],
  warn: (warning: ReadWarning) => void,
): FeedEvent[] {
  const sorted = events.toSorted(byContent);
  const distinct = sorted.filter((event, at) => {
    const before = sorted[at - 1];
    if (before === undefined || compareContent(before, event) !== 0) return true;
    warn({ message: 'The same event stands in the feed more than once.', line: event.line });
    return false;
  });
  const uses = new Map<string, number>();
  for (const { uid } of distinct) uses.set(uid, (uses.get(uid) ?? 0) + 1);
  if (uses.size === distinct.length && !uses.has('')) return distinct;

  const taken = new Set(uses.keys());
  const tries = new Map<string, number>();
  return distinct.map((event) => {
    const { uid, checkIn, checkOut } = event;
    if (uid !== '' && uses.get(uid) === 1) return event;
    const base = uid === '' ? `no-uid:${checkIn}/${checkOut}` : `${uid}#${checkIn}`;
    let nth = tries.get(base) ?? 1;
    while (taken.has(nthOf(base, nth))) nth++;
    tries.set(base, nth + 1);
    taken.add(nthOf(base, nth));
    return { ...event, uid: nthOf(base, nth) };
  });
}

function nthOf(base: string, nth: number): string {
  return nth === 1 ? base : `${base}#${nth}`;
}

/** By arrival; of equal events the first in the feed comes first. */
function byContent(a: FeedEvent, b: FeedEvent): number {
  return compareContent(a, b) || a.line - b.line;
}

/** By all that an event says. Where it stands in the feed is not part of it. */
function compareContent(a: FeedEvent, b: FeedEvent): number {
  return (
    compare(a.checkIn, b.checkIn) ||
    compare(a.checkOut, b.checkOut) ||
    compare(a.uid, b.uid) ||
    compare(a.summary, b.summary) ||
    compare(a.description, b.description) ||
    compare(a.status, b.status) ||
    Number(a.transparent) - Number(b.transparent)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
