import { addNights, type Night } from '@roomnight/calendar/night';
import type { Dialect, Feed, FeedEvent, JudgedEvent } from './feed.ts';

/** An event as a reader would hand it to a dialect, for tests. */
export function feedEvent(
  checkIn: Night,
  nights: number,
  summary: string,
  rest: Partial<FeedEvent> = {},
): FeedEvent {
  return {
    uid: `${checkIn}-${summary}@test`,
    checkIn,
    checkOut: addNights(checkIn, nights),
    summary,
    description: '',
    status: 'confirmed',
    transparent: false,
    line: 1,
    ...rest,
  };
}

/** What a dialect makes of some events, in the order it tells them. */
export function judgeAll(
  dialect: Dialect,
  events: readonly FeedEvent[],
  rest: Partial<Omit<Feed, 'events'>> = {},
): readonly JudgedEvent[] {
  return dialect.judge({ prodId: '', events, today: '2026-11-23', ...rest }).events;
}

/** What a dialect makes of a single event. */
export function judgeOne(dialect: Dialect, event: FeedEvent): JudgedEvent {
  const [judged, ...more] = judgeAll(dialect, [event]);
  if (!judged || more.length > 0) throw new Error('The event was not judged whole.');
  return judged;
}
