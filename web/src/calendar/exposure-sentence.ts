import { formatInstantIst, formatNight, formatNights } from '@roomnight/calendar/format';
import { istNight } from '@roomnight/calendar/night';
import type { ExposedFragment } from '../graphql/generated/graphql.ts';
import { ago } from '../format.ts';

type Exposed = Pick<ExposedFragment, 'state' | 'lastFetchAt' | 'expectedEnd' | 'nights'>;

/** What will end an exposure, after the platform's name: `until about 14:20 IST (last fetched 2 h ago)`. */
export function endOf({ state, lastFetchAt, expectedEnd }: Exposed, now: Date): string {
  const fetched = lastFetchAt ? ` (last fetched ${ago(lastFetchAt, now)})` : '';
  if (state === 'WAITING') return `until about ${about(expectedEnd, now)}${fetched}`;
  if (state === 'OVERDUE')
    return `until it fetches our calendar, expected ${about(expectedEnd, now)}${fetched}`;
  if (state === 'NO_ADDRESS')
    return 'until our calendar’s new address is pasted there: the one it has is no longer answered';
  if (state === 'BY_HAND') return 'until somebody closes the nights there and ticks the checklist';
  return 'until our calendar’s address is pasted there: it never fetched it';
}

/** `nights 3–6 Jan, night of 9 Jan` */
export function exposedNights({ nights }: Exposed): string {
  return nights.map(formatNights).join(', ');
}

/** To the minute it would promise too much, by the day too little. */
function about(instant: string | null, now: Date): string {
  if (instant === null) return 'its next fetch';
  const date = new Date(instant);
  const night = istNight(date);
  return night === istNight(now)
    ? formatInstantIst(date)
    : `${formatInstantIst(date)} on ${formatNight(night)}`;
}
