import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addNights } from '@roomnight/calendar/night';
import { eachNight } from '@roomnight/calendar/stay';
import { exportEntries, type HeldNights, outlivedOn, type Telling } from './entries.ts';

const changedAt = new Date('2026-11-20T10:00:00Z');
const telling = (said: Partial<Telling> = {}): Telling => ({
  exportContents: 'everything',
  preparationNightsBefore: 0,
  preparationNightsAfter: 0,
  from: '2026-11-22',
  until: '2028-11-22',
  ...said,
});
const held = (nights: Partial<HeldNights>): HeldNights => ({
  bookingId: 'a',
  kind: 'stay',
  listingId: null,
  changedAt,
  checkIn: '2026-12-01',
  checkOut: '2026-12-05',
  ...nights,
});
const december = (from: number, to: number) => ({
  checkIn: addNights('2026-11-30', from),
  checkOut: addNights('2026-11-30', to),
});

describe('what others hold', () => {
  it('is closed, each booking by its own entry', () => {
    const block = held({ bookingId: 'b', kind: 'block', ...december(5, 6) });
    expect(exportEntries('vrbo', [held({ listingId: 'airbnb' }), block], [], telling())).toEqual([
      { uid: 'a@roomnight', kind: 'stay', ...december(1, 5), changedAt },
      { uid: 'b@roomnight', kind: 'block', ...december(5, 6), changedAt },
    ]);
  });

  it('never closes nights that this platform sold, not even those another booking won', () => {
    const own = held({ bookingId: 'own', listingId: 'vrbo', ...december(10, 12) });
    const winner = held({ listingId: 'airbnb' });
    const lost = december(2, 3);
    expect(exportEntries('vrbo', [own, winner], [lost, own], telling())).toMatchObject([
      { uid: 'a@roomnight', ...december(1, 2) },
      { uid: 'a-2@roomnight', ...december(3, 5) },
    ]);
  });

  it('is merged where a villa’s rooms hold the same nights, and where pieces touch', () => {
    const pieces = [held({}), held({}), held(december(5, 7))];
    expect(exportEntries('x', pieces, [], telling())).toMatchObject([december(1, 7)]);
  });

  it('is left out once it is over', () => {
    const over = held({ checkIn: '2026-11-18', checkOut: '2026-11-22' });
    const leaving = held({ bookingId: 'b', checkIn: '2026-11-18', checkOut: '2026-11-23' });
    expect(exportEntries('x', [over, leaving], [], telling())).toMatchObject([{ uid: 'b@roomnight' }]);
  });

  it('is stays only, where the owner wants it so', () => {
    const direct = held({ bookingId: 'direct', kind: 'block' });
    const elsewhere = held({ bookingId: 'other', kind: 'block', listingId: 'airbnb', ...december(8, 9) });
    const stay = held({ bookingId: 'stay', ...december(12, 13) });
    const told = exportEntries('x', [direct, elsewhere, stay], [], telling({ exportContents: 'stays' }));
    expect(told).toMatchObject([{ uid: 'stay@roomnight' }]);
  });

  it('is told once it begins within the horizon, and until then it is known when that is', () => {
    const far = held({ bookingId: 'far', checkIn: '2027-02-20', checkOut: '2027-02-25' });
    const on = (today: string) => telling({ from: addNights(today, -1), until: addNights(today, 90) });
    expect(exportEntries('x', [far], [], on('2026-11-22'))).toEqual([]);
    expect(outlivedOn('x', [far, held({})], on('2026-11-22'), 90)).toBe('2026-11-23');
    expect(exportEntries('x', [far], [], on('2026-11-23'))).toMatchObject([{ uid: 'far@roomnight' }]);
    expect(outlivedOn('x', [far], on('2026-11-23'), 90)).toBeNull();
    expect(outlivedOn('own', [held({ ...far, listingId: 'own' })], on('2026-11-22'), 90)).toBeNull();
  });
});

describe('preparation nights', () => {
  const prepare = telling({ preparationNightsBefore: 1, preparationNightsAfter: 2 });

  it('are closed around each stay, and none around a block', () => {
    const block = held({ bookingId: 'b', kind: 'block', ...december(20, 21) });
    expect(exportEntries('vrbo', [held({ listingId: 'airbnb' }), block], [], prepare)).toMatchObject([
      { uid: 'a@roomnight', kind: 'stay', ...december(1, 5) },
      { uid: 'b@roomnight', kind: 'block', ...december(20, 21) },
      { uid: 'a-before@roomnight', kind: 'block', ...december(0, 1), changedAt },
      { uid: 'a-after@roomnight', kind: 'block', ...december(5, 7), changedAt },
    ]);
  });

  it('are none around what this platform sold: it keeps its own', () => {
    const own = held({ bookingId: 'own', listingId: 'vrbo' });
    expect(exportEntries('vrbo', [own], [own], prepare)).toEqual([]);
  });

  it('never reach into what this platform sold', () => {
    const own = december(6, 9);
    expect(exportEntries('vrbo', [held({})], [own], prepare)).toMatchObject([
      december(1, 5),
      december(0, 1),
      { uid: 'a-after@roomnight', ...december(5, 6) },
    ]);
  });

  it('of two neighbours are closed once', () => {
    const next = held({ bookingId: 'n', ...december(7, 9) });
    expect(exportEntries('x', [held({}), next], [], prepare).map(({ uid }) => uid)).toEqual([
      'a@roomnight',
      'n@roomnight',
      'a-before@roomnight',
      'a-after@roomnight',
      'n-after@roomnight',
    ]);
  });

  it('of a stay that is just over go on', () => {
    const over = held({ checkIn: '2026-11-18', checkOut: '2026-11-22' });
    expect(exportEntries('x', [over], [], prepare)).toMatchObject([
      { uid: 'a-after@roomnight', checkIn: '2026-11-22', checkOut: '2026-11-24' },
    ]);
  });
});

it('closes exactly the nights of a plain model, none twice by preparation, whatever the order', () => {
  const anyNights = fc.record({
    at: fc.integer({ min: -10, max: 60 }),
    nights: fc.integer({ min: 1, max: 6 }),
    kind: fc.constantFrom('stay' as const, 'block' as const),
    listingId: fc.constantFrom('here', 'there', null),
  });
  const cases = fc.record({
    facts: fc.array(anyNights, { maxLength: 10 }),
    exportContents: fc.constantFrom('everything' as const, 'stays' as const),
    before: fc.integer({ min: 0, max: 4 }),
    after: fc.integer({ min: 0, max: 4 }),
  });
  fc.assert(
    fc.property(cases, ({ facts, exportContents, before, after }) => {
      // The first to come holds a night, as locks are shared out.
      const holder = new Map<string, number>();
      facts.forEach(({ at, nights }, n) => {
        for (let day = at; day < at + nights; day++) {
          const night = addNights('2026-12-01', day);
          if (!holder.has(night)) holder.set(night, n);
        }
      });
      const all = [...holder].flatMap(([night, n]): HeldNights[] => {
        const fact = facts[n];
        return fact
          ? [
              {
                bookingId: `b${n}`,
                kind: fact.kind,
                listingId: fact.listingId,
                changedAt,
                checkIn: night,
                checkOut: addNights(night, 1),
              },
            ]
          : [];
      });
      const soldHere = facts
        .filter(({ listingId }) => listingId === 'here')
        .map(({ at, nights }) => ({
          checkIn: addNights('2026-12-01', at),
          checkOut: addNights('2026-12-01', at + nights),
        }));
      const own = new Set(soldHere.flatMap(eachNight));
      const said = telling({
        exportContents,
        preparationNightsBefore: before,
        preparationNightsAfter: after,
        until: '2027-01-10',
      });

      const told = all.filter(
        ({ listingId, kind, checkIn }) =>
          listingId !== 'here' &&
          (exportContents === 'everything' || kind === 'stay') &&
          checkIn < said.until,
      );
      const model = new Set(told.map(({ checkIn }) => checkIn));
      for (const stay of told.filter(({ kind }) => kind === 'stay')) {
        const mine = told.filter(({ bookingId }) => bookingId === stay.bookingId);
        const first = mine.map(({ checkIn }) => checkIn).toSorted()[0] ?? '';
        const last =
          mine
            .map(({ checkIn }) => checkIn)
            .toSorted()
            .at(-1) ?? '';
        for (let day = 1; day <= before; day++) model.add(addNights(first, -day));
        for (let day = 1; day <= after; day++) model.add(addNights(last, day));
      }
      const expected = [...model].filter((night) => !own.has(night) && night >= said.from);

      const entries = exportEntries('here', all, soldHere, said);
      const closed = entries.flatMap(eachNight);
      expect(closed.filter((night) => night >= said.from).toSorted()).toEqual(expected.toSorted());
      expect(new Set(entries.map(({ uid }) => uid)).size).toBe(entries.length);
      const again = exportEntries('here', all.toReversed(), soldHere.toReversed(), said);
      expect(again.toSorted(byUid)).toEqual(entries.toSorted(byUid));
    }),
  );
});

function byUid(a: { uid: string }, b: { uid: string }): number {
  return a.uid < b.uid ? -1 : 1;
}
