import { expect, it } from 'vitest';
import { nextSyncWords } from './next-sync.ts';

const now = new Date('2027-01-03T08:30:00Z');

it('says when a feed is polled next, in India, and why then', () => {
  const said = (at: string, reason: string | null) => nextSyncWords(at, reason, now);
  expect(said('2027-01-03T08:47:00Z', '30–60 min, quiet')).toBe('next about 14:17 IST (30–60 min, quiet)');
  expect(said('2027-01-03T19:00:00Z', null)).toBe('next about 4 Jan, 00:30 IST');
  expect(said('2027-01-03T08:29:59Z', 'after a failure')).toBe('next now (after a failure)');
});
