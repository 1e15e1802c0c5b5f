import { contains, overlaps } from '@roomnight/calendar/stay';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fittingUnits } from './fit.ts';
import { moveSets } from './moves.ts';
import type { Booking, Place, Question } from './question.ts';
import { anyQuestion, elsewhere, question, room, stay } from './test-question.ts';

const [a, b] = [stay('a', '03-10 03-14'), stay('b', '03-12 03-16')];
const rooms = [room('Room 1'), room('Room 2'), room('Room 3')];

function shown(asked: Question, booking: Booking = b): string[] {
  return moveSets(asked, booking).map((set) =>
    set.map((move) => `${move.booking.id} to ${move.to.name}`).join(', '),
  );
}

describe('moving a booking', () => {
  it('offers each unit that is free for all of its nights, by name', () => {
    expect(shown(question({ places: rooms }))).toEqual(['b to Room 2', 'b to Room 3']);
    const taken = stay('c', '03-15 03-18', { unitId: 'room 2' });
    expect(shown(question({ places: rooms, others: [taken] }))).toEqual(['b to Room 3']);
  });

  it('lets others make room where no unit is free, the last of the chain first', () => {
    const others = [
      stay('c', '03-11 03-13', { unitId: 'room 2' }),
      stay('d', '03-14 03-20', { unitId: 'room 3' }),
    ];
    // C cannot go to room 1, which A keeps; D can, once A is gone.
    expect(shown(question({ places: rooms, others }))).toEqual([
      'c to Room 3, b to Room 2',
      'd to Room 1, b to Room 3',
      'd to Room 2, b to Room 3',
    ]);
  });

  it('gives one that makes room the nights that become free in the contested unit', () => {
    const others = [stay('c', '03-14 03-18', { unitId: 'room 2' })];
    expect(shown(question({ places: rooms.slice(0, 2), others }))).toEqual(['c to Room 1, b to Room 2']);
  });

  it('moves three at most', () => {
    const others = [
      stay('c', '03-12 03-13', { unitId: 'room 2' }),
      stay('d', '03-13 03-14', { unitId: 'room 2' }),
      stay('e', '03-14 03-15', { unitId: 'room 2' }),
    ];
    const [c, d, e] = others;
    if (!c || !d || !e) throw new Error('three');
    expect(shown(question({ places: rooms.slice(0, 2), others: [c] }))).toEqual([]);
    const swapped = stay('a', '03-10 03-13');
    const bookings = [swapped, stay('b', '03-12 03-16')] as const;
    expect(shown(question({ bookings, places: rooms.slice(0, 2), others: [d, e] }))).toEqual([
      'e to Room 1, d to Room 1, b to Room 2',
    ]);
    const block = stay('h', '03-13 03-14', { unitId: 'room 3', kind: 'block' });
    expect(shown(question({ places: rooms, others: [c, d, e, block] }))).toEqual([]);
  });

  it('never moves a guest in the house, nor a block', () => {
    const inHouse = stay('c', '03-03 03-13', { unitId: 'room 2' });
    const block = stay('d', '03-14 03-15', { unitId: 'room 3', kind: 'block' });
    const places = [...rooms, room('Room 4')];
    const taken = stay('e', '03-12 03-13', { unitId: 'room 4', kind: 'block' });
    expect(shown(question({ places, others: [inHouse, block, taken] }))).toEqual([]);
    const guest = stay('b', '03-03 03-12');
    expect(shown(question({ bookings: [a, guest], places: rooms }), guest)).toEqual([]);
  });

  it('moves nobody whose other nights were not looked at', () => {
    const others = [stay('c', '03-11 03-31', { unitId: 'room 2' })];
    const window = { checkIn: '2027-03-01', checkOut: '2027-03-30' };
    const asked = question({
      places: [...rooms.slice(0, 2), room('Room 3')],
      others: [...others, stay('d', '03-14 03-15', { unitId: 'room 3', kind: 'block' })],
      window,
    });
    expect(shown(asked)).toEqual([]);
  });

  it('is not kept out of a unit by what only shows it again', () => {
    const others = [stay('m', '03-12 03-16', { unitId: 'room 2', kind: 'block', shows: ['b'] })];
    expect(shown(question({ places: rooms.slice(0, 2), others }))).toEqual(['b to Room 2']);
    expect(shown(question({ places: rooms.slice(0, 2), others }), a)).toEqual([]);
  });

  it('goes to another property after this one, those of the same city first, and not to a smaller unit', () => {
    const asked = question({
      places: [room('Room 1', { sleeps: 2 }), room('Room 2', { sleeps: 4 })],
      elsewhere: [
        elsewhere('Amber', 'Jaipur', { sleeps: 2 }),
        elsewhere('Beach', 'goa', { sleeps: 2 }),
        elsewhere('Attic', 'Goa', { sleeps: 1 }),
        elsewhere('Busy', 'Goa', { sleeps: 2, freeFor: ['a'] }),
      ],
    });
    expect(shown(asked)).toEqual(['b to Room 2', 'b to Beach', 'b to Amber']);
  });

  it('wastes as little room as it can, and does not take a part for the whole', () => {
    const places = [
      room('Room 1', { sleeps: 2 }),
      room('Hall', { sleeps: 9 }),
      room('Suite', { sleeps: 3 }),
      room('House', { sleeps: 20, leaves: ['room 1', 'bath'] }),
    ];
    expect(shown(question({ places }))).toEqual(['b to Suite', 'b to Hall']);
  });
});

/** Every set of up to three moves there is: each booking that may move stays or goes to any unit that does. */
function* everySet(asked: Question, booking: Booking): Generator<Map<Booking, Place>> {
  const today = '2027-03-04';
  const movable = [booking, ...asked.others].filter(
    (each) => each.kind === 'stay' && each.checkIn >= today && contains(asked.window, each),
  );
  if (!movable.includes(booking)) return;
  function* choose(at: number, moved: Map<Booking, Place>): Generator<Map<Booking, Place>> {
    const next = movable[at];
    if (next === undefined) {
      yield moved;
      return;
    }
    if (next !== booking) yield* choose(at + 1, moved);
    if (moved.size === 3) return;
    const from = asked.places.find(({ id }) => id === next.unitId);
    for (const { to } of from ? fittingUnits(from, asked.places) : []) {
      yield* choose(at + 1, new Map([...moved, [next, to]]));
    }
  }
  yield* choose(0, new Map());
}

/** Whether, after the moves, nobody who moved shares a night of a leaf with anybody. */
function isPeaceful(asked: Question, moved: ReadonlyMap<Booking, Place>): boolean {
  const all = [...asked.bookings, ...asked.others];
  const leavesOf = (each: Booking) =>
    (moved.get(each) ?? asked.places.find(({ id }) => id === each.unitId))?.leaves ?? [];
  return [...moved.keys()].every((one) =>
    all.every(
      (other) =>
        one === other ||
        other.shows.includes(one.id) ||
        !overlaps(one, other) ||
        !leavesOf(one).some((leaf) => leavesOf(other).includes(leaf)),
    ),
  );
}

it('finds the fewest moves, or that there are none within three, as trying everything does', () => {
  const found = { none: 0, one: 0, several: 0 };
  fc.assert(
    fc.property(anyQuestion, (asked) => {
      const booking = asked.bookings[1];
      const sizes = [...everySet(asked, booking)]
        .filter((moved) => isPeaceful(asked, moved))
        .map(({ size }) => size);
      const fewest = Math.min(Infinity, ...sizes);
      const sets = moveSets(asked, booking);
      found[fewest > 3 ? 'none' : fewest === 1 ? 'one' : 'several']++;
      expect(sets.map((set) => set.length)).toEqual(sets.map(() => fewest));
      expect(sets.length > 0).toBe(fewest <= 3);
      for (const set of sets) {
        expect(isPeaceful(asked, new Map(set.map((move) => [move.booking, move.to])))).toBe(true);
        for (const move of set)
          expect(move.booking.id === 'a' || move.booking.checkIn < '2027-03-04').toBe(false);
      }
    }),
    { numRuns: 1_000, seed: 7 },
  );
  // Each answer was among them.
  expect(Math.min(...Object.values(found))).toBeGreaterThan(10);
}, 30_000);
