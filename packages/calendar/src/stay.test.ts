import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addNights } from './night.ts';
import {
  contains,
  eachNight,
  holdsNight,
  intersection,
  InvalidStayError,
  lastNight,
  overlaps,
  parseStay,
  splitByMonth,
  stayLength,
  stayOf,
  type Stay,
} from './stay.ts';

const anyStay = fc
  .tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 120 }))
  .map(([from, nights]): Stay => {
    const checkIn = addNights('2026-11-01', from);
    return { checkIn, checkOut: addNights(checkIn, nights) };
  });

describe('stay', () => {
  it('is at least one night of dates that exist', () => {
    expect(parseStay('2027-01-03', '2027-01-04')).toEqual({ checkIn: '2027-01-03', checkOut: '2027-01-04' });
    expect(() => parseStay('2027-01-03', '2027-01-03')).toThrow(InvalidStayError);
    expect(() => parseStay('2027-01-04', '2027-01-03')).toThrow(InvalidStayError);
    expect(() => parseStay('2027-02-30', '2027-03-03')).toThrow(InvalidStayError);
  });

  it('leaves the check-out day to the next guest', () => {
    const first = parseStay('2027-01-03', '2027-01-07');
    const next = parseStay('2027-01-07', '2027-01-09');
    expect(overlaps(first, next)).toBe(false);
    expect(intersection(first, next)).toBeUndefined();
    expect(lastNight(first)).toBe('2027-01-06');
    expect(holdsNight(first, '2027-01-07')).toBe(false);
    expect(stayOf('2027-01-31')).toEqual({ checkIn: '2027-01-31', checkOut: '2027-02-01' });
  });

  it('agrees with a naive model of nights', () => {
    fc.assert(
      fc.property(anyStay, anyStay, (a, b) => {
        const shared = eachNight(a).filter((night) => eachNight(b).includes(night));
        const both = intersection(a, b);
        expect(both ? eachNight(both) : []).toEqual(shared);
        expect(overlaps(a, b)).toBe(shared.length > 0);
        expect(contains(a, b)).toBe(shared.length === stayLength(b));
        expect(eachNight(a)).toHaveLength(stayLength(a));
      }),
    );
  });

  it('splits by month without losing a night', () => {
    expect(splitByMonth(parseStay('2026-12-30', '2027-02-01'))).toEqual([
      { checkIn: '2026-12-30', checkOut: '2027-01-01' },
      { checkIn: '2027-01-01', checkOut: '2027-02-01' },
    ]);
    fc.assert(
      fc.property(anyStay, (stay) => {
        const pieces = splitByMonth(stay);
        expect(pieces.flatMap(eachNight)).toEqual(eachNight(stay));
        for (const piece of pieces) expect(lastNight(piece).slice(0, 7)).toBe(piece.checkIn.slice(0, 7));
      }),
    );
  });
});
