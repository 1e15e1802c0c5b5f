import { expect, it } from 'vitest';
import { endOf, exposedNights } from './exposure-sentence.ts';

const now = new Date('2027-01-20T12:00:00+05:30');
const exposed = {
  state: 'WAITING' as const,
  lastFetchAt: '2027-01-20T04:30:00Z',
  expectedEnd: '2027-01-20T08:50:00Z',
  nights: [
    { checkIn: '2027-01-22', checkOut: '2027-01-25' },
    { checkIn: '2027-01-27', checkOut: '2027-01-28' },
  ],
};

it('says until when, as far as anybody knows', () => {
  expect(endOf(exposed, now)).toBe('until about 14:20 IST (last fetched 2 h ago)');
  expect(endOf({ ...exposed, expectedEnd: '2027-01-20T19:30:00Z' }, now)).toBe(
    'until about 01:00 IST on 21 Jan (last fetched 2 h ago)',
  );
  expect(endOf({ ...exposed, state: 'OVERDUE', expectedEnd: '2027-01-20T05:00:00Z' }, now)).toBe(
    'until it fetches our calendar, expected 10:30 IST (last fetched 2 h ago)',
  );
  const open = { ...exposed, lastFetchAt: null, expectedEnd: null };
  expect(endOf({ ...open, state: 'NEVER_FETCHED' }, now)).toContain('never fetched');
  expect(endOf({ ...open, state: 'NO_ADDRESS' }, now)).toContain('no longer answered');
  expect(endOf({ ...open, state: 'BY_HAND' }, now)).toContain('ticks the checklist');
});

it('names the nights', () => {
  expect(exposedNights(exposed)).toBe('nights 22–24 Jan, night of 27 Jan');
});
