import { eachNight, overlaps, stayOf } from '@roomnight/calendar/stay';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareLists, fittingUnits } from './fit.ts';
import { defaultPreferences } from './preferences.ts';
import type { Question } from './question.ts';
import { type Part, splitStay } from './split.ts';
import { anyQuestion, question, room, stay } from './test-question.ts';

const rooms = [room('Room 1'), room('Room 2'), room('Room 3')];

function shown(asked: Question): string[] | undefined {
  return splitStay(asked, asked.bookings[1])?.map(
    ({ unitId, checkIn, checkOut }) => `${unitId} ${checkIn.slice(5)} ${checkOut.slice(5)}`,
  );
}

describe('splitting a stay', () => {
  const others = [
    stay('c', '03-12 03-14', { unitId: 'room 2' }),
    stay('d', '03-15 03-20', { unitId: 'room 3' }),
  ];

  it('spends it in as few units as it can, and as long as it can in the one that was booked', () => {
    expect(shown(question({ places: rooms, others }))).toEqual(['room 3 03-12 03-14', 'room 1 03-14 03-16']);
  });

  it('is no way out where a unit is free for all of it, nor where one night is free nowhere', () => {
    expect(shown(question({ places: rooms }))).toBeUndefined();
    expect(shown(question({ places: rooms.slice(0, 2), others }))).toBeUndefined();
  });

  it('asks nobody to change rooms more than twice', () => {
    const places = [1, 2, 3, 4, 5].map((n) => room(`Room ${n}`));
    const busy = (unit: number, nights: string) =>
      stay(`c${unit} ${nights}`, nights, { unitId: `room ${unit}` });
    const bookings = [stay('a', '03-10 03-20'), stay('b', '03-12 03-16')] as const;
    const thrice = [
      busy(2, '03-13 03-16'),
      busy(3, '03-12 03-13'),
      busy(3, '03-14 03-16'),
      busy(4, '03-12 03-14'),
      busy(4, '03-15 03-16'),
      busy(5, '03-12 03-15'),
    ];
    expect(shown(question({ bookings, places, others: thrice }))).toBeUndefined();
    expect(
      shown(
        question({
          bookings,
          places,
          others: thrice.filter(({ id }) => id !== 'c5 03-12 03-15').concat(busy(5, '03-12 03-14')),
        }),
      ),
    ).toEqual(['room 2 03-12 03-13', 'room 3 03-13 03-14', 'room 5 03-14 03-16']);
  });

  it('moves a guest in the house only where the organization allows it, and then not for the nights that are over', () => {
    const bookings = [stay('a', '03-04 03-08'), stay('b', '03-02 03-08')] as const;
    expect(shown(question({ bookings, places: rooms }))).toBeUndefined();
    const preferences = { ...defaultPreferences, neverMoveInHouse: false };
    expect(shown(question({ bookings, places: rooms, preferences }))).toEqual([
      'room 1 03-02 03-04',
      'room 2 03-04 03-08',
    ]);
  });
});

/** What a way costs: parts, nights away from the booked unit, and how good the units are. */
function costOf(asked: Question, units: readonly string[]): [number, number, number] {
  const home = asked.places.find(({ id }) => id === asked.bookings[1].unitId);
  if (home === undefined) throw new Error('no home');
  const ranked = [home, ...fittingUnits(home, asked.places).map(({ to }) => to)].map(({ id }) => id);
  const ranks = units.map((id) => ranked.indexOf(id));
  return [
    1 + units.filter((unit, at) => at > 0 && unit !== units[at - 1]).length,
    ranks.filter((rank) => rank > 0).length,
    ranks.reduce((sum, rank) => sum + rank, 0),
  ];
}

it('finds what trying every unit for every night finds', () => {
  let splits = 0;
  fc.assert(
    fc.property(anyQuestion, (asked) => {
      const booking = asked.bookings[1];
      const home = asked.places.find(({ id }) => id === booking.unitId);
      if (home === undefined) throw new Error('no home');
      const fitting = fittingUnits(home, asked.places).map(({ to }) => to);
      const isInHouse = booking.checkIn < '2027-03-04' && '2027-03-04' < booking.checkOut;
      const mayEnter = (night: string, place: (typeof asked.places)[number]) => {
        if (night < '2027-03-04') return place === home;
        if (place !== home && !fitting.includes(place)) return false;
        return [asked.bookings[0], ...asked.others].every(
          (other) =>
            other.shows.includes('b') ||
            !overlaps(other, stayOf(night)) ||
            !asked.places
              .find(({ id }) => id === other.unitId)
              ?.leaves.some((leaf) => place.leaves.includes(leaf)),
        );
      };
      let ways: string[][] = [[]];
      for (const night of eachNight(booking)) {
        ways = ways.flatMap((way) =>
          asked.places.filter((place) => mayEnter(night, place)).map(({ id }) => [...way, id]),
        );
      }
      const costs = ways.map((way) => costOf(asked, way)).toSorted(compareLists);
      const [best] = costs;
      const isAllowed = !isInHouse || !asked.preferences.neverMoveInHouse;
      const isThere = isAllowed && best !== undefined && best[0] >= 2 && best[0] <= 3;
      const parts: readonly Part[] = splitStay(asked, booking) ?? [];
      const units = parts.flatMap((part) => eachNight(part).map(() => part.unitId));
      expect(parts).toHaveLength(isThere ? best[0] : 0);
      expect(parts.flatMap(eachNight)).toEqual(isThere ? eachNight(booking) : []);
      expect(isThere ? costOf(asked, units) : undefined).toEqual(isThere ? best : undefined);
      if (isThere) splits++;
    }),
    { numRuns: 500, seed: 7 },
  );
  expect(splits).toBeGreaterThan(20);
}, 30_000);
