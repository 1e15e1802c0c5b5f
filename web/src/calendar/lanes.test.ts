import { describe, expect, it } from 'vitest';
import { stackInLanes } from './lanes.ts';

const stay = (name: string, checkIn: string, checkOut: string) => ({ name, checkIn, checkOut });
const lanesOf = (...stays: ReturnType<typeof stay>[]) => {
  const { laned, lanes } = stackInLanes(stays);
  return { lanes, ...Object.fromEntries(laned.map(({ booking, lane }) => [booking.name, lane])) };
};

describe('stackInLanes', () => {
  it('keeps an empty calendar at one lane', () => {
    expect(stackInLanes([])).toEqual({ laned: [], lanes: 1 });
  });

  it('lets a guest arrive on the day another leaves', () => {
    const turnover = lanesOf(stay('a', '2027-01-03', '2027-01-05'), stay('b', '2027-01-05', '2027-01-07'));
    expect(turnover).toEqual({ lanes: 1, a: 0, b: 0 });
  });

  it('puts two bookings that want the same night on two lanes, in whatever order they come', () => {
    const a = stay('a', '2027-01-03', '2027-01-06');
    const b = stay('b', '2027-01-05', '2027-01-08');
    expect(lanesOf(a, b)).toEqual({ lanes: 2, a: 0, b: 1 });
    expect(lanesOf(b, a)).toEqual({ lanes: 2, a: 0, b: 1 });
  });

  it('gives three claims to one night three lanes and uses a lane again once it is free', () => {
    const claims = lanesOf(
      stay('long', '2027-01-01', '2027-01-20'),
      stay('a', '2027-01-02', '2027-01-05'),
      stay('b', '2027-01-03', '2027-01-04'),
      stay('later', '2027-01-05', '2027-01-07'),
    );
    expect(claims).toEqual({ lanes: 3, long: 0, a: 1, b: 2, later: 1 });
  });
});
