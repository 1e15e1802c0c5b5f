import { judged, type Dialect, type FeedEvent } from '../feed.ts';
import { plainVerdict } from '../generic_ical/plain-dialect.ts';

/** A channel manager that shows one and the same stay up to three times, under a UID each. */
export const smoobuDialect: Dialect = {
  name: 'smoobu',
  prodId: /smoobu/i,
  wrote: ({ uid }) => /smoobu/i.test(uid),
  judge({ events }) {
    const shown = new Map<string, FeedEvent>();
    for (const event of events) {
      const nights = nightsOf(event);
      const other = shown.get(nights);
      if (!other || tellsMore(event, other)) shown.set(nights, event);
    }
    return {
      events: events.map((event) =>
        judged(
          event,
          shown.get(nightsOf(event)) === event
            ? plainVerdict(event)
            : { as: 'mirror', reason: 'Smoobu shows the same nights more than once; this one is left out.' },
        ),
      ),
    };
  },
};

function nightsOf({ checkIn, checkOut }: FeedEvent): string {
  return `${checkIn}/${checkOut}`;
}

/** A stay tells more than a closure; among equals it is the first by UID, wherever it stands. */
function tellsMore(event: FeedEvent, other: FeedEvent): boolean {
  const [mine, theirs] = [plainVerdict(event).as, plainVerdict(other).as];
  if (mine !== theirs) return mine === 'stay' || (mine === 'tentative' && theirs !== 'stay');
  return event.uid < other.uid;
}
