import { addNights } from '@roomnight/calendar/night';
import {
  equalNights,
  intersect,
  nightSet,
  noNights,
  subtract,
  type NightSet,
} from '@roomnight/calendar/night-set';
import { splitByMonth, type Stay } from '@roomnight/calendar/stay';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confirm, planWork, type Change, type Item, type Plan, type Situation } from './work.ts';

const today = '2027-01-20';
const byMonth = ({ action, stay }: Change) => splitByMonth(stay).map((piece) => ({ action, stay: piece }));
const nothing = { today, held: noNights, sold: noNights, acknowledged: noNights, items: [], split: byMonth };

const anyNights = fc
  .array(
    fc
      .tuple(fc.integer({ min: -10, max: 60 }), fc.integer({ min: 1, max: 40 }))
      .map(([from, nights]): Stay => {
        const checkIn = addNights(today, from);
        return { checkIn, checkOut: addNights(checkIn, nights) };
      }),
    { maxLength: 6 },
  )
  .map(nightSet);

/** The items as the database would have them after the plan was written. */
function itemsAfter(plan: Plan): Item[] {
  let next = 0;
  return [...plan.keep, ...plan.add.map((change) => ({ ...change, id: `new-${next++}` }))];
}

/** Ticks items off in any order, planning anew after each, until none is left. */
function tickAll(start: Situation, pick: (count: number) => number): NightSet {
  let { acknowledged } = start;
  let items = start.items;
  for (let round = 0; round < 1000; round++) {
    const plan = planWork(Object.assign({}, start, { acknowledged, items }));
    items = itemsAfter(plan);
    if (items.length === 0) return plan.acknowledged;
    const ticked = items[pick(items.length)];
    if (ticked === undefined) throw new Error('picked outside');
    acknowledged = confirm(plan.acknowledged, ticked);
    items = items.filter((item) => item !== ticked);
  }
  throw new Error('it does not converge');
}

describe('planWork', () => {
  it('asks to close what is held and not confirmed, split by month', () => {
    const held = nightSet([{ checkIn: '2027-01-30', checkOut: '2027-02-03' }]);
    expect(planWork({ ...nothing, held }).add).toEqual([
      { action: 'close', stay: { checkIn: '2027-01-30', checkOut: '2027-02-01' } },
      { action: 'close', stay: { checkIn: '2027-02-01', checkOut: '2027-02-03' } },
    ]);
  });

  it('asks to open what is confirmed and not held', () => {
    const acknowledged = nightSet([{ checkIn: '2027-01-10', checkOut: '2027-01-25' }]);
    expect(planWork({ ...nothing, acknowledged }).add).toEqual([
      { action: 'open', stay: { checkIn: today, checkOut: '2027-01-25' } },
    ]);
  });

  it('asks for nothing on nights the platform sold, and asks again when that stay is cancelled', () => {
    const nights = nightSet([{ checkIn: '2027-02-01', checkOut: '2027-02-04' }]);
    const sold = planWork({ ...nothing, held: nights, sold: nights, acknowledged: nights });
    expect(sold).toEqual({ acknowledged: [], keep: [], add: [], withdraw: [] });
    const cancelled = planWork({ ...nothing, held: nights, acknowledged: sold.acknowledged });
    expect(cancelled.add).toEqual([{ action: 'close', stay: nights[0] }]);
  });

  it('keeps an item whose first nights have passed, and drops one that is over', () => {
    const held = nightSet([{ checkIn: '2027-01-15', checkOut: '2027-01-23' }]);
    const running = {
      id: 'a',
      action: 'close',
      stay: { checkIn: '2027-01-15', checkOut: '2027-01-23' },
    } as const;
    const over = { id: 'b', action: 'open', stay: { checkIn: '2027-01-12', checkOut: today } } as const;
    const plan = planWork({ ...nothing, held, items: [running, over] });
    expect(plan.keep).toEqual([{ ...running, stay: { checkIn: today, checkOut: '2027-01-23' } }]);
    expect(plan.withdraw).toEqual([over]);
    expect(plan.add).toEqual([]);
  });

  it('converges: when every item is ticked, the platform is right', () => {
    fc.assert(
      fc.property(
        anyNights,
        anyNights,
        anyNights,
        fc.array(fc.nat(), { minLength: 1 }),
        (held, sold, acknowledged, dice) => {
          let roll = 0;
          const pick = (count: number) => (dice[roll++ % dice.length] ?? 0) % count;
          const ahead = nightSet([{ checkIn: today, checkOut: '2101-01-01' }]);
          const end = tickAll({ ...nothing, held, sold, acknowledged }, pick);
          expect(equalNights(end, subtract(intersect(held, ahead), sold))).toBe(true);
        },
      ),
    );
  });

  it('says nothing new when asked again', () => {
    fc.assert(
      fc.property(anyNights, anyNights, anyNights, (held, sold, acknowledged) => {
        const situation = { ...nothing, held, sold, acknowledged };
        const plan = planWork(situation);
        const again = planWork({ ...situation, acknowledged: plan.acknowledged, items: itemsAfter(plan) });
        expect(again).toEqual({
          acknowledged: plan.acknowledged,
          keep: itemsAfter(plan),
          add: [],
          withdraw: [],
        });
      }),
    );
  });

  it('leaves nothing of a booking made and cancelled before anyone acted', () => {
    fc.assert(
      fc.property(anyNights, anyNights, (held, booked) => {
        const calm = { ...nothing, held, acknowledged: held };
        const made = planWork({ ...calm, held: nightSet([...held, ...booked]) });
        const cancelled = planWork({ ...calm, acknowledged: made.acknowledged, items: itemsAfter(made) });
        expect(itemsAfter(cancelled)).toEqual([]);
        expect(cancelled.withdraw).toEqual(itemsAfter(made));
      }),
    );
  });

  it('never names a night twice, nor one that has passed', () => {
    fc.assert(
      fc.property(anyNights, anyNights, anyNights, (held, sold, acknowledged) => {
        const stays = planWork({ ...nothing, held, sold, acknowledged }).add.map((change) => change.stay);
        const sorted = stays.toSorted((a, b) => (a.checkIn < b.checkIn ? -1 : 1));
        for (const [at, stay] of sorted.entries()) {
          expect(stay.checkIn >= today).toBe(true);
          expect(stay.checkOut <= (sorted[at + 1]?.checkIn ?? '9999')).toBe(true);
        }
      }),
    );
  });
});
