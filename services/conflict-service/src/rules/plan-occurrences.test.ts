import { addNights } from '@roomnight/calendar/night';
import { overlaps } from '@roomnight/calendar/stay';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planOccurrences } from './plan-occurrences.ts';

const stay = (day: number, nights = 1) => {
  const checkIn = addNights('2027-01-01', day);
  return { checkIn, checkOut: addNights(checkIn, nights) };
};
const lock = (day: number, nights = 1) => ({
  unitId: 'unit',
  bookingId: `guest ${day}`,
  expiresAt: null,
  ...stay(day, nights),
});
const due = [stay(3), stay(10), stay(17)];
const wish = { due, known: [], locks: [], skipTaken: false, isAsked: true };

describe('planOccurrences', () => {
  it('closes all where all are free, and a check-out is free', () => {
    expect(planOccurrences({ ...wish, locks: [lock(8, 2), lock(11, 2)] })).toEqual({
      kind: 'close',
      closed: due,
      leftOut: [],
    });
  });

  it('refuses what is asked for on taken nights, with all that stand in the way and nothing else', () => {
    const locks = [lock(0, 2), lock(9, 3), lock(17)];
    expect(planOccurrences({ ...wish, locks })).toEqual({ kind: 'refuse', taken: locks.slice(1) });
  });

  it('leaves taken ones out where a person said so, and closes them when they are free', () => {
    const first = planOccurrences({ ...wish, skipTaken: true, locks: [lock(9, 3)] });
    expect(first).toEqual({ kind: 'close', closed: [stay(3), stay(17)], leftOut: [stay(10)] });
    const known = due.map(({ checkIn }) => ({ checkIn, isLeftOut: checkIn === stay(10).checkIn }));
    expect(planOccurrences({ ...wish, skipTaken: true, isAsked: false, known })).toEqual({
      kind: 'close',
      closed: [stay(10)],
      leftOut: [],
    });
  });

  it('closes taken ones all the same when nobody is there to be asked: the conflict tells it', () => {
    expect(planOccurrences({ ...wish, isAsked: false, locks: [lock(10)] })).toMatchObject({ closed: due });
  });

  it('never gives an occurrence a second block', () => {
    const known = due.map(({ checkIn }) => ({ checkIn, isLeftOut: false }));
    expect(planOccurrences({ ...wish, known, locks: [lock(10)] })).toMatchObject({ closed: [], leftOut: [] });
  });

  it('loses no occurrence: each is known, closed, left out where it is taken, or refused with its holder', () => {
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 12 }), { maxLength: 6 });
    fc.assert(
      fc.property(
        days,
        days,
        days,
        fc.boolean(),
        fc.boolean(),
        (dueDays, metDays, lockDays, skipTaken, isAsked) => {
          const known = metDays.map((day, nth) => ({ checkIn: stay(day).checkIn, isLeftOut: nth % 2 === 0 }));
          const locks = lockDays.map((day) => lock(day));
          const all = dueDays.map((day) => stay(day));
          const plan = planOccurrences({ due: all, known, locks, skipTaken, isAsked });
          const open = all.filter(
            ({ checkIn }) => !known.some((each) => !each.isLeftOut && each.checkIn === checkIn),
          );
          const taken = open.filter((each) => locks.some((held) => overlaps(held, each)));
          const isRefused = plan.kind === 'refuse';
          expect(isRefused).toBe(!skipTaken && isAsked && taken.length > 0);
          const { closed, leftOut } = isRefused ? { closed: [], leftOut: open } : plan;
          expect(new Set([...closed, ...leftOut])).toEqual(new Set(open));
          expect(isRefused || leftOut.every((each) => taken.includes(each))).toBe(true);
          const onTaken = closed.filter((each) => taken.includes(each));
          expect(onTaken).toEqual(!skipTaken && !isAsked ? taken : []);
        },
      ),
    );
  });
});
