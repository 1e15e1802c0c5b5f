import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addNights } from '@roomnight/calendar/night';
import { intersect, nightSet } from '@roomnight/calendar/night-set';
import { assignRooms, type RoomClaim } from './assign-rooms.ts';

const FIRST = '2027-03-01';
const stay = (from: number, to: number) =>
  nightSet([{ checkIn: addNights(FIRST, from), checkOut: addNights(FIRST, to) }]);
const claim = (id: string, from: number, to: number, room: string | null = null, isFixed = false) => ({
  id,
  nights: stay(from, to),
  room,
  isFixed,
});

const rooms = fc.constantFrom(['a'], ['a', 'b'], ['a', 'b', 'c']);
const claims = (of: readonly string[], mayBeFixed: boolean) =>
  fc
    .array(
      fc.record({
        from: fc.nat(7),
        length: fc.integer({ min: 1, max: 4 }),
        room: fc.option(fc.constantFrom(...of)),
        isFixed: fc.boolean(),
      }),
      { maxLength: 7 },
    )
    .map((all) =>
      all.map(({ from, length, room, isFixed }, at) =>
        claim(`${at}`, from, from + length, room, mayBeFixed && isFixed && room !== null),
      ),
    );
const cases = (mayBeFixed: boolean) => rooms.chain((of) => fc.tuple(fc.constant(of), claims(of, mayBeFixed)));

/** How many pairs share a night in a room, of which one may move. */
function shared(all: readonly RoomClaim[]): number {
  const pairs = all.flatMap((one, at) => all.slice(at + 1).map((other) => [one, other] as const));
  return pairs.filter(
    ([one, other]) =>
      !(one.isFixed && other.isFixed) &&
      one.room === other.room &&
      intersect(one.nights, other.nights).length > 0,
  ).length;
}

function assigned(of: readonly string[], all: readonly RoomClaim[]): RoomClaim[] {
  const { roomOf } = assignRooms(of, all);
  return all.map((each) => (each.isFixed ? each : { ...each, room: roomOf.get(each.id) ?? null }));
}

/** Whether any way at all gives each its own, tried one by one. */
function isPossible(of: readonly string[], all: readonly RoomClaim[]): boolean {
  const at = all.findIndex(({ isFixed }) => !isFixed);
  const [movable] = all.slice(at, at + 1);
  if (at === -1 || movable === undefined)
    return shared(all.map((each) => ({ ...each, isFixed: false }))) === 0;
  return of.some((room) => isPossible(of, all.with(at, { ...movable, room, isFixed: true })));
}

describe('rooms of a pool', () => {
  test('are shared by none exactly where any way gives each its own', () => {
    fc.assert(
      fc.property(cases(true), ([of, all]) => {
        const fixed = all.filter(({ isFixed }) => isFixed);
        // Who cannot move and shares a room already is nobody's fault.
        fc.pre(shared(fixed.map((each) => ({ ...each, isFixed: false }))) === 0);
        expect(shared(assigned(of, all)) === 0).toBe(isPossible(of, all));
      }),
      { numRuns: 1000 },
    );
  });

  test('suffice where all may move and no night is wanted more often than there are rooms', () => {
    fc.assert(
      fc.property(cases(false), ([of, all]) => {
        const most = Math.max(
          0,
          ...Array.from({ length: 12 }, (_, night) => stay(night, night + 1)).map(
            (night) => all.filter(({ nights }) => intersect(nights, night).length > 0).length,
          ),
        );
        expect(shared(assigned(of, all)) === 0).toBe(most <= of.length);
      }),
      { numRuns: 1000 },
    );
  });

  test('are kept by who has them as long as that does, and given the same way again', () => {
    fc.assert(
      fc.property(cases(true), ([of, all]) => {
        const once = assigned(of, all);
        const isSettled = shared(all) === 0 && all.every(({ room }) => room !== null);
        expect(isSettled ? once : all).toEqual(all);
        expect(shared(once) === 0 ? assigned(of, once) : once).toEqual(once);
      }),
    );
  });

  test('change hands to make room for a long stay, but not that of a guest who is there', () => {
    const others = [claim('early', 0, 3, 'a'), claim('late', 3, 6, 'b')];
    const long = claim('long', 0, 6);
    expect(assignRooms(['a', 'b'], [...others, long]).roomOf.get('long')).toBe('b');
    const [early, late] = others;
    const arrived = [
      { ...claim('early', 0, 3, 'a'), isFixed: true },
      { ...claim('late', 3, 6, 'b'), isFixed: true },
      long,
    ];
    expect(early && late && shared(assigned(['a', 'b'], arrived))).toBe(1);
  });

  test('that are all taken are shared where the fewest nights are, and what needs none has none', () => {
    const all = [claim('one', 0, 5, 'a'), claim('two', 0, 3, 'b'), claim('third', 2, 5)];
    expect(assignRooms(['a', 'b'], all)).toMatchObject({ isShared: true });
    expect(assignRooms(['a', 'b'], all).roomOf.get('third')).toBe('b');
    const mirror = { ...claim('mirror', 0, 1, 'a'), nights: [] };
    expect(assignRooms(['a', 'b'], [mirror])).toEqual({
      roomOf: new Map([['mirror', null]]),
      isShared: false,
    });
  });

  test('of a full house of 30 over a year are found at once', () => {
    const of = Array.from({ length: 30 }, (_, n) => `room ${String(n).padStart(2, '0')}`);
    const all = Array.from({ length: 1_500 }, (_, n) =>
      claim(`${n}`, Math.floor(n / 30) * 7 + (n % 3), Math.floor(n / 30) * 7 + 5 + (n % 3)),
    );
    expect(shared(assigned(of, all))).toBe(0);
  });
});
