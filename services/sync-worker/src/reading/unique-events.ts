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
  const distinct = new Map<string, FeedEvent>();
  for (const event of events) {
    const content = contentOf(event);
    if (!distinct.has(content)) distinct.set(content, event);
    else warn({ message: 'The same event stands in the feed more than once.', line: event.line });
  }
  const sorted = [...distinct].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, event]) => event);
  const shared = Map.groupBy(sorted, ({ uid }) => uid);
  const used = new Map<string, number>();
  return sorted.map((event) => {
    const { uid, checkIn, checkOut } = event;
    if (uid !== '' && shared.get(uid)?.length === 1) return event;
    const base = uid === '' ? `no-uid:${checkIn}/${checkOut}` : `${uid}#${checkIn}`;
    const times = (used.get(base) ?? 0) + 1;
    used.set(base, times);
    return { ...event, uid: times === 1 ? base : `${base}#${times}` };
  });
}

/** All that an event says, as text that sorts by arrival. Where it stands in the feed is not part of it. */
function contentOf(event: FeedEvent): string {
  const { checkIn, checkOut, uid, summary, description, status, transparent } = event;
  return JSON.stringify([checkIn, checkOut, uid, summary, description, status, transparent]);
}
