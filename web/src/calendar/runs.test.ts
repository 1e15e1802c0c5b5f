import { expect, it } from 'vitest';
import { runsOf } from './runs.ts';

const range = { checkIn: '2027-01-01', checkOut: '2027-01-31' };
const read = (bookings: { checkIn: string; checkOut: string }[]) =>
  runsOf(bookings, range).runs.map(
    ({ kind, stay }) => `${kind} ${stay.checkIn.slice(8)}–${stay.checkOut.slice(8)}`,
  );

it('is one free run when nothing is booked', () => {
  expect(read([])).toEqual(['free 01–31']);
});

it('walks bookings and the gaps between them in order of their first night', () => {
  expect(
    read([
      { checkIn: '2027-01-10', checkOut: '2027-01-12' },
      { checkIn: '2027-01-05', checkOut: '2027-01-10' },
    ]),
  ).toEqual(['free 01–05', 'booking 05–10', 'booking 10–12', 'free 12–31']);
});

it('keeps the true ends of a booking that began before the range or ends after it', () => {
  expect(
    read([
      { checkIn: '2026-12-30', checkOut: '2027-01-02' },
      { checkIn: '2027-01-29', checkOut: '2027-02-03' },
    ]),
  ).toEqual(['booking 30–02', 'free 02–29', 'booking 29–03']);
});

it('shows a night wanted twice as two runs and counts the lanes', () => {
  const { runs, lanes } = runsOf(
    [
      { checkIn: '2027-01-05', checkOut: '2027-01-10' },
      { checkIn: '2027-01-08', checkOut: '2027-01-12' },
    ],
    range,
  );
  expect(lanes).toBe(2);
  expect(runs.map(({ kind, lane }) => [kind, lane])).toEqual([
    ['free', 0],
    ['booking', 0],
    ['booking', 1],
    ['free', 0],
  ]);
});
