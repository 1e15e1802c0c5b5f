import fc from 'fast-check';
import { contains, overlaps, sameStay } from '@roomnight/calendar/stay';
import { describe, expect, it } from 'vitest';
import { otherDates } from './change-dates.ts';
import type { Question } from './question.ts';
import { anyQuestion, question, stay } from './test-question.ts';

function shown(asked: Question): string[] {
  return otherDates(asked, asked.bookings[1]).map(
    ({ checkIn, checkOut, lost, shift }) =>
      `${checkIn.slice(5)} ${checkOut.slice(5)} lost ${lost} shift ${shift}`,
  );
}

describe('other dates for a stay', () => {
  it('are what is free at either end of it, and as many nights before or after', () => {
    expect(shown(question())).toEqual([
      '03-14 03-16 lost 2 shift 0',
      '03-14 03-18 lost 0 shift 2',
      '03-06 03-10 lost 0 shift 6',
    ]);
    const bookings = [stay('a', '03-12 03-13'), stay('b', '03-10 03-16')] as const;
    expect(shown(question({ bookings })).slice(0, 2)).toEqual([
      '03-10 03-12 lost 4 shift 0',
      '03-13 03-16 lost 3 shift 0',
    ]);
  });

  it('begin today at the earliest, and are not offered to a guest in the house', () => {
    const bookings = [stay('a', '03-06 03-20'), stay('b', '03-06 03-09')] as const;
    expect(shown(question({ bookings }))).toEqual(['03-20 03-23 lost 0 shift 14']);
    const arrived = [stay('a', '03-06 03-20'), stay('b', '03-03 03-09')] as const;
    expect(shown(question({ bookings: arrived }))).toEqual([]);
  });

  it('are not offered beyond what was looked at, nor for a block', () => {
    const window = { checkIn: '2027-03-08', checkOut: '2027-03-17' };
    expect(shown(question({ window }))).toEqual(['03-14 03-16 lost 2 shift 0']);
    expect(
      shown(question({ bookings: [stay('a', '03-10 03-14'), stay('b', '03-12 03-16', { kind: 'block' })] })),
    ).toEqual([]);
  });

  it('are always free, known and ahead', () => {
    fc.assert(
      fc.property(anyQuestion, (asked) => {
        const [a, b] = asked.bookings;
        const home = asked.places.find(({ id }) => id === b.unitId)?.leaves ?? [];
        const others = [a, ...asked.others.filter(({ shows }) => !shows.includes('b'))].filter(({ unitId }) =>
          asked.places.find(({ id }) => id === unitId)?.leaves.some((leaf) => home.includes(leaf)),
        );
        for (const stay of otherDates(asked, b)) {
          expect(others.filter((other) => overlaps(other, stay))).toEqual([]);
          expect(stay.checkIn >= '2027-03-04' && contains(asked.window, stay)).toBe(true);
          expect(sameStay(stay, b)).toBe(false);
          expect(stay.lost === 0 || contains(b, stay)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
