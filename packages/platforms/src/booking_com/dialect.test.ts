import { addNights } from '@roomnight/calendar/night';
import { expect, it } from 'vitest';
import { feedEvent, judgeAll, judgeOne } from '../dialect.test-events.ts';
import type { FeedEvent } from '../feed.ts';
import { bookingComDialect } from './dialect.ts';

const today = '2026-11-23';
const judge = (event: FeedEvent) => judgeOne(bookingComDialect, event);

it('cannot tell a stay from a closure', () => {
  expect(judge(feedEvent('2026-12-01', 3, 'CLOSED - Not available'))).toMatchObject({
    as: 'closed',
  });
});

it('reads the guest that feeds of 2018 named', () => {
  expect(judge(feedEvent('2026-12-01', 3, ' CLOSED - Asha Rao'))).toMatchObject({
    as: 'stay',
    guest: { name: 'Asha' },
  });
});

it('leaves out what Booking.com closes by itself beyond a year', () => {
  expect(judge(feedEvent(addNights(today, 366), 181, 'CLOSED - Not available'))).toMatchObject({
    as: 'settings',
  });
  expect(judge(feedEvent(addNights(today, 366), 7, 'CLOSED - Not available'))).toMatchObject({
    as: 'closed',
  });
});

it('tells nights taken before it from what Booking.com closes by itself', () => {
  const merged = feedEvent(addNights(today, 360), 187, 'CLOSED - Not available');
  expect(judgeAll(bookingComDialect, [merged])).toMatchObject([
    { as: 'closed', checkIn: addNights(today, 360), checkOut: addNights(today, 366) },
    { as: 'settings', checkIn: addNights(today, 366), checkOut: addNights(today, 547) },
  ]);
});
