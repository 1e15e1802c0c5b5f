import { addNights } from '@roomnight/calendar/night';
import { describe, expect, it } from 'vitest';
import { feedEvent } from '../dialect.test-events.ts';
import type { FeedEvent } from '../feed.ts';
import { airbnbDialect } from './dialect.ts';

const today = '2026-11-23';
const closed = 'Airbnb (Not available)';

function judge(...events: FeedEvent[]) {
  return events.map(airbnbDialect({ events, today }));
}

describe('airbnb dialect', () => {
  it('reads a reservation with its code and digits', () => {
    const description =
      'Reservation URL: https://www.airbnb.com/hosting/reservations/details/HMABCDEF12\nPhone Number (Last 4 Digits): 0042';
    expect(judge(feedEvent('2026-12-01', 3, 'Reserved', { description }))).toMatchObject([
      {
        as: 'stay',
        tentative: false,
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
    expect(judge(feedEvent(from, 366 - days, closed))).toMatchObject([{ as: 'settings', tell: false }]);
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
    const [tonight, stay, before, after, alone, two] = judge(
      feedEvent(today, 1, closed),
      feedEvent('2026-12-10', 2, 'Reserved'),
      feedEvent('2026-12-09', 1, closed),
      feedEvent('2026-12-12', 1, closed),
      feedEvent('2026-12-20', 1, closed),
      feedEvent('2026-12-24', 2, closed),
    );
    expect([tonight, stay, before, after, alone, two].map((verdict) => verdict?.as)).toEqual([
      'settings',
      'stay',
      'settings',
      'settings',
      'block',
      'block',
    ]);
  });
});
