import { expect, it } from 'vitest';
import { addNights } from '@roomnight/calendar/night';
import type { Fact } from './fact.ts';
import { judgedOtherwiseOn } from './next-severity.ts';

const TODAY = '2027-03-10';

function stay(days: number, fields: Partial<Fact> = {}): Fact {
  const checkIn = addNights(TODAY, days);
  return {
    id: `in ${days}`,
    unitId: 'unit',
    kind: 'stay',
    tentative: false,
    checkIn,
    checkOut: addNights(checkIn, 3),
    createdAt: new Date(0),
    listingId: null,
    source: 'direct',
    icalUid: null,
    cannotTell: false,
    nightsSince: null,
    heldUntil: null,
    ...fields,
  };
}

it.each([
  ['two stays become urgent 14 days before', stay(30), stay(30), addNights(TODAY, 16)],
  ['a stay on a block 3 days before', stay(30), stay(30, { kind: 'block' }), addNights(TODAY, 27)],
  ['what is urgent stays so until it is over', stay(5), stay(5), addNights(TODAY, 8)],
  [
    'a tentative one is no more than medium until a guest has arrived',
    stay(5),
    stay(5, { tentative: true }),
    addNights(TODAY, 6),
  ],
])('%s', (_, first, second, day) => {
  expect(judgedOtherwiseOn(first, second, second, TODAY, 'overlap')).toBe(day);
});
