import { describe, expect, it } from 'vitest';
import { feedTroubles, nothingPolls, type WatchedFeed } from './feed-troubles.ts';

const start = new Date('2027-01-20T10:00:00+05:30');
const after = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const healthy: WatchedFeed = {
  organizationId: 'o',
  listingId: 'a',
  platform: 'airbnb',
  host: 'www.airbnb.com',
  stored: 'healthy',
  storedSince: after(-600),
  lastGoodAt: start,
  lastPolledAt: start,
  listingChangedAt: after(-9000),
  intervalMinutes: 45,
  errorClass: null,
  errorMessage: null,
};
const failing: WatchedFeed = {
  ...healthy,
  stored: 'failing',
  storedSince: after(50),
  lastPolledAt: after(70),
  errorClass: 'http_status',
  errorMessage: 'The server answered 503.',
};
const suspect: WatchedFeed = { ...failing, stored: 'suspect', errorMessage: 'It is empty.' };
const kinds = (feed: WatchedFeed, minutes: number, silent = false) =>
  feedTroubles([feed], { now: after(minutes), silent }).troubles.map(({ kind }) => kind);

describe('feedTroubles', () => {
  it('tells of a feed at most half an hour after its good poll was due, whatever is wrong with it', () => {
    const due = 60;
    // Passes are five minutes apart: what a pass finds at 25 minutes is told by 30.
    for (const feed of [healthy, failing, { ...failing, storedSince: after(due + 15) }]) {
      expect(kinds(feed, due)).toEqual([]);
      expect(kinds(feed, due + 25)).toHaveLength(1);
    }
    expect(kinds(healthy, due + 25)).toEqual(['feed_late']);
    expect(kinds(failing, due + 25)).toEqual(['feed_failing']);
  });

  it('says nothing of a failure that the next try mends', () => {
    expect(kinds(failing, 70)).toEqual([]);
  });

  it('asks a person about a suspect feed once a second look confirmed it, before it is overdue', () => {
    expect(kinds(suspect, 61)).toEqual([]);
    expect(kinds(suspect, 62)).toEqual(['feed_suspect']);
  });

  it('cannot say yet whether a trouble is over while the feed fails otherwise for a moment', () => {
    const { undecided } = feedTroubles([{ ...failing, storedSince: after(998) }], {
      now: after(1000),
      silent: false,
    });
    expect([...undecided]).toEqual(['suspect a', 'failing a', 'late a']);
    expect(feedTroubles([healthy], { now: after(5), silent: false }).undecided.size).toBe(0);
  });

  it('groups by host and way to fail, by account, and by nothing when Roomnight itself is to blame', () => {
    const group = (feed: WatchedFeed, silent = false) =>
      feedTroubles([feed], { now: after(90), silent }).troubles.map((trouble) => trouble.group)[0];
    expect(group(failing)).toBe('www.airbnb.com The server answered 503.');
    expect(group({ ...failing, errorClass: 'timeout' })).toBe('www.airbnb.com timeout');
    expect(group(suspect)).toBe('airbnb');
    expect(group(healthy)).toBe('airbnb');
    expect(group(healthy, true)).toBe('roomnight');
  });
});

describe('nothingPolls', () => {
  const other = { ...healthy, listingId: 'b' };

  it('is so when no feed was polled since the first one that is late was due', () => {
    expect(nothingPolls([healthy, other], after(76))).toBe(true);
  });

  it('is not so while any feed is polled, even in vain', () => {
    expect(nothingPolls([healthy, { ...failing, listingId: 'b' }], after(76))).toBe(false);
  });

  it('is not so while nothing is late, nor where there is nothing to poll', () => {
    expect(nothingPolls([healthy], after(75))).toBe(false);
    expect(nothingPolls([], after(75))).toBe(false);
  });

  it('is so for feeds that were never polled at all', () => {
    const never = { ...healthy, stored: null, lastGoodAt: null, lastPolledAt: null, listingChangedAt: start };
    expect(nothingPolls([never], after(76))).toBe(true);
  });
});
