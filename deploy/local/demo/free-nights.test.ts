import { expect, it } from 'vitest';
import { freeNights } from './free-nights.ts';

const window = { from: '2026-12-01', to: '2026-12-20', nights: 3 };

it('takes the first gap that is long enough', () => {
  const held = [
    { checkIn: '2026-12-03', checkOut: '2026-12-05' },
    { checkIn: '2026-12-07', checkOut: '2026-12-09' },
  ];
  expect(freeNights(held, window)).toEqual({ checkIn: '2026-12-09', checkOut: '2026-12-12' });
});

it('finds none in a full house', () => {
  expect(freeNights([{ checkIn: '2026-11-01', checkOut: '2027-01-01' }], window)).toBeUndefined();
});
