import { expect, test } from 'vitest';
import type { Fact } from './fact.ts';
import { firstBooked, inOrder, type NightOrder } from './night-order.ts';

const direct = stay('direct', 1, { valuePaise: 100 });
const onVrbo = stay('vrbo', 2, { listingId: 'vrbo', valuePaise: 900 });
const onAirbnb = stay('airbnb', 3, { listingId: 'airbnb', valuePaise: 500 });
const block = stay('block', 0, { kind: 'block' });
const hold = stay('hold', 0, { heldUntil: new Date(0), valuePaise: 5_000 });
const all = [hold, block, onAirbnb, onVrbo, direct];

function stay(id: string, hour: number, fields: Partial<Fact>): Fact {
  return {
    id,
    unitId: 'unit',
    kind: 'stay',
    tentative: false,
    checkIn: '2027-03-10',
    checkOut: '2027-03-12',
    createdAt: new Date(hour * 3_600_000),
    listingId: null,
    source: 'direct',
    icalUid: null,
    cannotTell: false,
    nightsSince: null,
    heldUntil: null,
    ...fields,
  };
}

const order = (winner: NightOrder['winner'], facts: readonly Fact[] = all) =>
  inOrder(facts, {
    winner,
    directPriority: 50,
    priorities: new Map([
      ['airbnb', 70],
      ['vrbo', 30],
    ]),
  }).map(({ id }) => id);

test('who booked first comes first, a stay before a block and a hold last', () => {
  const ids = ['direct', 'vrbo', 'airbnb', 'block', 'hold'];
  expect(order('first_booked')).toEqual(ids);
  expect(inOrder(all, firstBooked).map(({ id }) => id)).toEqual(ids);
});

test('the platforms’ priorities decide where the organization wants it, direct bookings among them', () => {
  expect(order('platform_order')).toEqual(['airbnb', 'direct', 'vrbo', 'block', 'hold']);
});

test('the highest value decides where that of every stay is known; a hold’s is none yet', () => {
  expect(order('highest_value')).toEqual(['vrbo', 'airbnb', 'direct', 'block', 'hold']);
  const unsaid = stay('unsaid', 4, {});
  expect(order('highest_value', [...all, unsaid])).toEqual([
    'direct',
    'vrbo',
    'airbnb',
    'unsaid',
    'block',
    'hold',
  ]);
});

test('a stay moved here from a listing of another unit counts as a direct one', () => {
  const moved = stay('moved', 5, { listingId: 'of another unit' });
  expect(order('platform_order', [...all, moved]).slice(0, 4)).toEqual(['airbnb', 'direct', 'moved', 'vrbo']);
});

test('those whom the organization does not tell apart come as they booked', () => {
  const twice = [stay('later', 6, { listingId: 'airbnb' }), stay('earlier', 5, { listingId: 'airbnb' })];
  expect(order('platform_order', twice)).toEqual(['earlier', 'later']);
});
