import { describe, expect, it } from 'vitest';
import { ago, counted, timeOf, until } from './format.ts';

const now = new Date('2027-01-03T20:00:00Z');
const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000).toISOString();

describe('relative times', () => {
  it('says how long ago in the largest unit that is still exact enough', () => {
    expect([0, -4, -59, -60, -47 * 60, -72 * 60].map((m) => ago(at(m), now))).toEqual([
      'just now',
      '4 min ago',
      '59 min ago',
      '1 h ago',
      '47 h ago',
      '3 days ago',
    ]);
  });

  it('says how soon, and never a negative time', () => {
    expect([-30, 0, 12, 95].map((m) => until(at(m), now))).toEqual(['now', 'now', 'in 12 min', 'in 2 h']);
  });
});

it('names the day only when it is another one in India', () => {
  expect(timeOf('2027-01-03T19:00:00Z', now)).toBe('00:30 IST');
  expect(timeOf('2027-01-03T18:00:00Z', now)).toBe('3 Jan, 23:30 IST');
});

it('counts in words', () => {
  expect([counted(1, 'night'), counted(3, 'night'), counted(0, 'property', 'properties')]).toEqual([
    '1 night',
    '3 nights',
    '0 properties',
  ]);
});
