import { expect, it } from 'vitest';
import { addNights, istNight } from '@roomnight/calendar/night';
import { platformByKey } from '@roomnight/platforms/registry';
import { judgeFeed } from '../reading/judge-feed.ts';
import { readingOf } from '../reading/reading-of.ts';
import { brief, feedUnderTest, minutes } from './feed.test-data.ts';
import type { FeedContent } from './snapshot.ts';

const day = 24 * 60;
const today = istNight(minutes(0));
const night = (offset: number): string => addNights(today, offset);

/** Airbnb's feed, read `later` days from today: `[from, nights, summary]` of each event. */
function airbnb(later: number, ...events: [from: number, nights: number, summary: string][]): FeedContent {
  const dialect = platformByKey('airbnb').ical?.dialect;
  if (dialect === undefined) throw new Error('Airbnb has feeds');
  const read = events.map(([from, nights, summary], line) => ({
    uid: `${summary}-${from}@airbnb.com`,
    checkIn: night(from),
    checkOut: night(from + nights),
    summary,
    description: '',
    status: 'confirmed' as const,
    transparent: false,
    line,
  }));
  const parsed = { ok: true, prodId: '', events: read, warnings: [], unreadable: 0 } as const;
  return readingOf(judgeFeed({ parsed, dialect, today: night(later) }));
}

const notAvailable = 'Airbnb (Not available)';

it('keeps a block when its day has come and it looks like advance notice', () => {
  const poll = feedUnderTest();
  expect(brief(poll(airbnb(0, [2, 1, notAvailable], [30, 2, 'Reserved']), minutes(0)))).toHaveLength(2);
  const onTheDay = airbnb(2, [2, 1, notAvailable], [30, 2, 'Reserved']);
  expect(poll(onTheDay, minutes(2 * day))).toMatchObject({ changes: [], recheckAt: undefined });
  expect(brief(poll('not_modified', minutes(2 * day + 40)))).toEqual([]);
});

it('keeps a block when a stay is sold beside it and it looks like preparation', () => {
  const poll = feedUnderTest();
  poll(airbnb(0, [9, 1, notAvailable], [30, 2, 'Reserved']), minutes(0));
  const sold = airbnb(0, [9, 1, notAvailable], [10, 2, 'Reserved'], [30, 2, 'Reserved']);
  expect(brief(poll(sold, minutes(45)))).toEqual([`b3 ${night(10)}/${night(12)}`]);
  expect(brief(poll(sold, minutes(90)))).toEqual([]);
});

it('frees it like any other once the platform no longer reports it', () => {
  const poll = feedUnderTest();
  poll(airbnb(0, [9, 1, notAvailable], [30, 2, 'Reserved']), minutes(0));
  poll(airbnb(0, [9, 1, notAvailable], [10, 2, 'Reserved'], [30, 2, 'Reserved']), minutes(45));
  const opened = airbnb(0, [10, 2, 'Reserved'], [30, 2, 'Reserved']);
  expect(brief(poll(opened, minutes(90)))).toEqual([]);
  expect(brief(poll(opened, minutes(121)))).toEqual(['b1 cancelled']);
});

it('takes no night for a setting that was never a block', () => {
  const poll = feedUnderTest();
  const first = poll(airbnb(0, [0, 1, notAvailable], [30, 2, 'Reserved']), minutes(0));
  expect(brief(first)).toEqual([`b1 ${night(30)}/${night(32)}`]);
});
