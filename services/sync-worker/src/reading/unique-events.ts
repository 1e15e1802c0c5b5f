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
  const groups = Map.groupBy(events.toSorted(byContent), ({ uid }) => uid);
  const unique = [...groups].flatMap(([uid, group]) => {
    const distinct = group.filter((event, at) => at === 0 || byContent(event, group[at - 1] ?? event) !== 0);
    if (distinct.length < group.length) {
      const line = group[0]?.line;
      warn({ message: 'The same event stands in the feed more than once.', ...(line && { line }) });
    }
    if (uid !== '' && distinct.length === 1) return distinct;
    const used = new Map<string, number>();
    return distinct.map((event) => {
      const base = uid === '' ? `no-uid:${event.checkIn}/${event.checkOut}` : `${uid}#${event.checkIn}`;
      const times = used.get(base) ?? 0;
      used.set(base, times + 1);
      return { ...event, uid: times === 0 ? base : `${base}#${times + 1}` };
    });
  });
  return unique.toSorted(byContent);
}

/** What makes two events different, in the order events are sorted by. Where they stand in the feed does not. */
export function canonicalFields(event: FeedEvent): string[] {
  return [
    event.checkIn,
    event.checkOut,
    event.uid,
    event.summary,
    event.description,
    event.status,
    event.transparent ? 'transparent' : 'opaque',
  ];
}

function byContent(a: FeedEvent, b: FeedEvent): number {
  const fieldsOfB = canonicalFields(b);
  for (const [at, field] of canonicalFields(a).entries()) {
    const other = fieldsOfB[at] ?? '';
    if (field !== other) return field < other ? -1 : 1;
  }
  return 0;
}
