import { addNights } from '@roomnight/calendar/night';
import { expect, it } from 'vitest';
import { feedEvent } from '../dialect.test-events.ts';
import { bookingComDialect } from './dialect.ts';

const today = '2026-11-23';
const judge = bookingComDialect({ events: [], today });

it('cannot tell a stay from a closure', () => {
  expect(judge(feedEvent('2026-12-01', 3, 'CLOSED - Not available'))).toMatchObject({
    as: 'block',
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
  expect(judge(feedEvent(addNights(today, 366), 7, 'CLOSED - Not available'))).toMatchObject({ as: 'block' });
});
