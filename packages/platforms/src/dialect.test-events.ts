import { addNights, type Night } from '@roomnight/calendar/night';
import type { FeedEvent } from './feed.ts';

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
