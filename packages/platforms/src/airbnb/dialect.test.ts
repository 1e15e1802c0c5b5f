import { addNights, nightsBetween } from '@roomnight/calendar/night';
import { describe, expect, it } from 'vitest';
import { feedEvent, judgeAll } from '../dialect.test-events.ts';
import type { FeedEvent } from '../feed.ts';
import { airbnbDialect } from './dialect.ts';

const today = '2026-11-23';
const closed = 'Airbnb (Not available)';

function judge(...events: FeedEvent[]) {
  return judgeAll(airbnbDialect, events).toSorted((a, b) => (a.checkIn < b.checkIn ? -1 : 1));
}

describe('airbnb dialect', () => {
  it('reads a reservation with its code and digits', () => {
    const description =
      'Reservation URL: https://www.airbnb.com/hosting/reservations/details/HMABCDEF12\nPhone Number (Last 4 Digits): 0042';
    expect(judge(feedEvent('2026-12-01', 3, 'Reserved', { description }))).toMatchObject([
      {
        as: 'stay',
        guest: { phoneLast4: '0042', reservationCode: 'HMABCDEF12' },
      },
    ]);
  });

  it('reads the guest and code of 2018', () => {
    expect(judge(feedEvent('2026-12-01', 3, 'Asha Rao (HMABCDEF12)'))).toMatchObject([
      { as: 'stay', guest: { name: 'Asha', reservationCode: 'HMABCDEF12' } },
    ]);
  });

  it('knows a stay by its UID when the wording changed', () => {
    const uid = `1418fb94e984-${'0'.repeat(32)}@airbnb.com`;
    expect(judge(feedEvent('2026-12-01', 3, 'Reservado', { uid }))).toMatchObject([{ as: 'stay' }]);
  });

  it.each([90, 180, 270, 365])('takes a tail from day %i for the booking window', (days) => {
    const from = addNights(today, days);
    expect(judge(feedEvent(from, 366 - days, closed))).toMatchObject([{ as: 'settings' }]);
  });

  it('does not take a block that ends before the horizon for a window', () => {
    expect(judge(feedEvent(addNights(today, 90), 10, closed))).toMatchObject([{ as: 'block' }]);
  });

  it('takes the last exported night for the edge', () => {
    expect(judge(feedEvent(addNights(today, 367), 1, closed))).toMatchObject([{ as: 'settings' }]);
  });

  it('tells of a listing closed for the year, and does not spread it', () => {
    expect(judge(feedEvent(addNights(today, 20), 346, closed))).toMatchObject([
      { as: 'settings', tell: true },
    ]);
  });

  it('tells tonight and preparation from a block', () => {
    const judged = judge(
      feedEvent(today, 1, closed),
      feedEvent('2026-12-10', 2, 'Reserved'),
      feedEvent('2026-12-09', 1, closed),
      feedEvent('2026-12-12', 1, closed),
      feedEvent('2026-12-20', 1, closed),
      feedEvent('2026-12-24', 2, closed),
    );
    expect(judged.map(({ checkIn, as }) => `${checkIn} ${as}`)).toEqual([
      '2026-11-23 settings',
      '2026-12-09 settings',
      '2026-12-10 stay',
      '2026-12-12 settings',
      '2026-12-20 block',
      '2026-12-24 block',
    ]);
  });

  describe('a block that touches the end of the booking window', () => {
    const horizon = addNights(today, 366);
    const merged = feedEvent('2027-05-10', nightsBetween('2027-05-10', horizon), closed);
    const split = [
      { as: 'block', checkIn: '2027-05-10', checkOut: addNights(today, 180) },
      { as: 'settings', checkIn: addNights(today, 180), checkOut: horizon },
    ];

    it('is told apart from it where the window is known from before', () => {
      const before = feedEvent(addNights(today, 180), 186, closed);
      const { bookingWindowDays } = airbnbDialect.judge({ prodId: '', events: [before], today });
      expect(bookingWindowDays).toBe(180);
      const now = airbnbDialect.judge({ prodId: '', events: [merged], today, bookingWindowDays });
      expect(now).toMatchObject({ bookingWindowDays: 180, events: split });
    });

    it('is a block to the horizon where it is not', () => {
      expect(judge(merged)).toMatchObject([{ as: 'block', checkOut: horizon }]);
    });

    it('is forgotten when the feed shows its last nights open', () => {
      const open = feedEvent('2026-12-24', 2, closed);
      const feed = { prodId: '', events: [open], today, bookingWindowDays: 180 };
      expect(airbnbDialect.judge(feed).bookingWindowDays).toBeUndefined();
    });
  });
});
