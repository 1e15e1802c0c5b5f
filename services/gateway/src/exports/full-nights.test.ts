import { expect, it } from 'vitest';
import { fullNights } from './full-nights.ts';

const held = (
  unitId: string,
  from: number,
  to: number,
  kind: 'stay' | 'block' = 'stay',
  at = '2026-11-20',
) => ({
  unitId,
  kind,
  bookingId: `${unitId} ${from}`,
  listingId: 'airbnb',
  checkIn: `2026-12-${from}`,
  checkOut: `2026-12-${to}`,
  changedAt: new Date(at),
});

it('a pool is full on the nights on which every room is held, whoever holds them', () => {
  const all = [held('a', 10, 14), held('b', 11, 12), held('b', 12, 15, 'stay', '2026-11-22')];
  expect(fullNights('pool', ['a', 'b'], all)).toEqual([
    {
      bookingId: 'pool',
      kind: 'stay',
      listingId: null,
      checkIn: '2026-12-11',
      checkOut: '2026-12-14',
      changedAt: new Date('2026-11-22'),
    },
  ]);
});

it('a pool with a free room is not full, nor is one of which nothing is held', () => {
  expect(fullNights('pool', ['a', 'b', 'c'], [held('a', 10, 14), held('b', 10, 14)])).toEqual([]);
  expect(fullNights('pool', ['a', 'b'], [])).toEqual([]);
});

it('is closed by blocks alone as a block', () => {
  const closed = [held('a', 10, 14, 'block'), held('b', 10, 14, 'block')];
  expect(fullNights('pool', ['a', 'b'], closed)).toMatchObject([{ kind: 'block' }]);
});
