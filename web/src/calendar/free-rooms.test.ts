import { expect, test } from 'vitest';
import { freeRooms } from './free-rooms.ts';
import type { Booking } from './unit-nights.ts';

const range = { checkIn: '2027-03-01', checkOut: '2027-05-01' };
const property = {
  units: [
    { id: 'type', parentUnitId: null },
    { id: 'one', parentUnitId: 'type' },
    { id: 'two', parentUnitId: 'type' },
    { id: 'cottage', parentUnitId: null },
  ],
};
const stay = (checkIn: string, checkOut: string) => ({ checkIn, checkOut }) as Booking;
const free = (tonight: string, ...drawn: Booking[][]) =>
  freeRooms(
    { id: 'type' },
    property,
    new Map(drawn.map((each, at) => [['one', 'two'][at] ?? '', { drawn: each }])),
    range,
    tonight,
  );

test('a room is free tonight unless somebody sleeps in it; the day of check-out is free', () => {
  const taken = [stay('2027-03-09', '2027-03-12')];
  expect(free('2027-03-11', taken, [])).toBe('1 of 2 free tonight');
  expect(free('2027-03-12', taken, [])).toBe('2 of 2 free tonight');
  expect(free('2027-03-11', taken, taken)).toBe('0 of 2 free tonight');
});

test('what is not shown or not loaded yet is not counted as free', () => {
  expect(free('2027-02-28', [], [])).toBe('2 rooms');
  expect(free('2027-03-11', [])).toBe('2 rooms');
});
