import { addNights } from '@roomnight/calendar/night';
import { nightSet } from '@roomnight/calendar/night-set';
import { overlaps, type Stay } from '@roomnight/calendar/stay';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FARTHEST_SHIFT, nearestFree } from './nearest-free.ts';

const asked: Stay = { checkIn: '2026-12-10', checkOut: '2026-12-13' };
const always: Stay = { checkIn: '2026-01-01', checkOut: '2028-01-01' };

describe('nearest free nights', () => {
  it('are the next ones on either side, the nearer one first', () => {
    const taken = nightSet([
      { checkIn: '2026-12-08', checkOut: '2026-12-11' },
      { checkIn: '2026-12-15', checkOut: '2026-12-16' },
    ]);
    expect(nearestFree(asked, taken, always)).toEqual([
      { checkIn: '2026-12-11', checkOut: '2026-12-14' },
      { checkIn: '2026-12-05', checkOut: '2026-12-08' },
    ]);
  });

  it('begin no earlier and end no later than what can be booked', () => {
    const taken = nightSet([asked]);
    expect(nearestFree(asked, taken, { checkIn: '2026-12-08', checkOut: '2026-12-16' })).toEqual([
      { checkIn: '2026-12-13', checkOut: '2026-12-16' },
    ]);
    expect(nearestFree(asked, taken, { checkIn: '2026-12-08', checkOut: '2026-12-15' })).toEqual([]);
  });

  it('are those that a look at every shift finds', () => {
    const day = fc.integer({ min: -25, max: 25 });
    const some = fc.record({ from: day, nights: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 8 }), fc.integer({ min: 1, max: 6 }), (stays, length) => {
        const wish = { checkIn: asked.checkIn, checkOut: addNights(asked.checkIn, length) };
        const held = stays.map(({ from, nights }) => stayFrom(addNights(asked.checkIn, from), nights));
        const shifts = Array.from({ length: FARTHEST_SHIFT }, (_, at) => at + 1);
        const free = (days: number) => {
          const stay = stayFrom(addNights(wish.checkIn, days), length);
          return held.some((each) => overlaps(each, stay)) ? [] : [stay];
        };
        const earlier = shifts.flatMap((days) => free(-days)).slice(0, 1);
        const later = shifts.flatMap((days) => free(days)).slice(0, 1);
        const found = nearestFree(wish, nightSet(held), always);
        expect(new Set(found)).toEqual(new Set([...earlier, ...later]));
      }),
    );
  });
});

function stayFrom(checkIn: string, nights: number): Stay {
  return { checkIn, checkOut: addNights(checkIn, nights) };
}
