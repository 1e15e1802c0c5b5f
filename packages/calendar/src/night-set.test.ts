import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addNights, type Night } from './night.ts';
import {
  countNights,
  equalNights,
  hasNight,
  intersect,
  nightSet,
  noNights,
  subtract,
  union,
  type NightSet,
} from './night-set.ts';
import { eachNight, type Stay } from './stay.ts';

const first = '2026-12-20';
const anyStay = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 9 }))
  .map(([from, nights]): Stay => {
    const checkIn = addNights(first, from);
    return { checkIn, checkOut: addNights(checkIn, nights) };
  });
const anyStays = fc.array(anyStay, { maxLength: 12 });

/** The obviously right model: a Set of nights. */
function naive(stays: readonly Stay[]): Set<Night> {
  return new Set(stays.flatMap(eachNight));
}

/** The set in the model's words, and whether it has the shape that every set must have. */
function described(set: NightSet) {
  const apart = set.every((stay, at) => {
    const previous = set[at - 1];
    return stay.checkIn < stay.checkOut && (!previous || previous.checkOut < stay.checkIn);
  });
  return { nights: new Set(set.flatMap(eachNight)), count: countNights(set), apart };
}

function expected(model: Set<Night>) {
  return { nights: model, count: model.size, apart: true };
}

describe('night set', () => {
  it('is sorted, apart and holds exactly its nights', () => {
    fc.assert(
      fc.property(anyStays, (stays) => {
        expect(described(nightSet(stays))).toEqual(expected(naive(stays)));
      }),
    );
  });

  it('joins touching stays and drops empty ones', () => {
    const joined = nightSet([
      { checkIn: '2027-01-07', checkOut: '2027-01-09' },
      { checkIn: '2027-01-03', checkOut: '2027-01-07' },
      { checkIn: '2027-02-01', checkOut: '2027-02-01' },
    ]);
    expect(joined).toEqual([{ checkIn: '2027-01-03', checkOut: '2027-01-09' }]);
    expect(nightSet([])).toEqual(noNights);
  });

  it('does its algebra as a Set does', () => {
    fc.assert(
      fc.property(anyStays, anyStays, (a, b) => {
        const [x, y] = [nightSet(a), nightSet(b)];
        const [m, n] = [naive(a), naive(b)];
        expect(described(union(x, y))).toEqual(expected(m.union(n)));
        expect(described(intersect(x, y))).toEqual(expected(m.intersection(n)));
        expect(described(subtract(x, y))).toEqual(expected(m.difference(n)));
        expect(equalNights(x, y)).toBe(m.symmetricDifference(n).size === 0);
      }),
      { numRuns: 1_000 },
    );
  });

  it('does not depend on the order of its stays', () => {
    fc.assert(
      fc.property(anyStays, (stays) => {
        expect(equalNights(nightSet(stays), nightSet(stays.toReversed()))).toBe(true);
      }),
    );
  });

  it('knows its nights', () => {
    fc.assert(
      fc.property(anyStays, fc.integer({ min: 0, max: 50 }), (stays, day) => {
        const night = addNights(first, day);
        expect(hasNight(nightSet(stays), night)).toBe(naive(stays).has(night));
      }),
    );
  });
});
