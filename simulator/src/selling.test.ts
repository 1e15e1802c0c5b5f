import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOON, exported, lonelyListing } from './fixtures.ts';
import type { Listing } from './listing.ts';
import { nightCount, overlap, shift } from './nights.ts';
import { advance } from './selling.ts';
import { activeStays, block, cancel, holderOf, importEvents, sell } from './world.ts';

const HOUR_MS = 3_600_000;
const hours = (count: number) => new Date(NOON.getTime() + count * HOUR_MS);

function doubleSold(listing: Listing): boolean {
  const stays = activeStays(listing);
  return stays.some((stay, place) => stays.slice(place + 1).some((other) => overlap(stay, other)));
}

describe('the stock a listing begins with', () => {
  it('is fuller near today than far from it, and reaches past months where the feed keeps them', () => {
    const listings = Array.from({ length: 40 }, (_, seed) =>
      lonelyListing({ platform: 'vrbo', occupancy: 0.35, bookingWindowDays: 365, seed }),
    );
    const sold = (from: number, to: number) =>
      listings
        .flatMap(activeStays)
        .filter(({ checkIn }) => checkIn >= shift('2026-11-23', from) && checkIn < shift('2026-11-23', to))
        .reduce((nights, stay) => nights + nightCount(stay.checkIn, stay.checkOut), 0) /
      (40 * (to - from));
    expect(sold(0, 60)).toBeGreaterThan(0.27);
    expect(sold(0, 60)).toBeLessThan(0.4);
    expect(sold(240, 290)).toBeLessThan(0.22);
    expect(sold(-180, 0)).toBeGreaterThan(0.25);
  });
});

describe('selling by chance', () => {
  it('is the same for the same seed, however often the clock is looked at', () => {
    const [often, once, other] = [5, 5, 6].map((seed) =>
      lonelyListing({ seed, occupancy: 0.3, sellRate: 4 }),
    );
    if (!often || !once || !other) throw new Error('Three listings were made.');
    for (let hour = 1; hour <= 240; hour++) advance(often, hours(hour), 1);
    advance(once, hours(240), 1);
    advance(other, hours(240), 1);
    expect(often.stays).toEqual(once.stays);
    expect(other.stays).not.toEqual(once.stays);
  });

  it('goes at its rate, times the speed', () => {
    const revisions = [1, 10].map((speed) => {
      const listing = lonelyListing({ sellRate: 0.2, seed: 3 });
      advance(listing, hours(24 * 300), speed);
      return listing.revision;
    });
    expect(revisions[0]).toBeGreaterThan(20);
    expect(revisions[1]).toBeGreaterThan(200);
  });

  it('never sells anything at rate 0', () => {
    const listing = lonelyListing();
    expect(advance(listing, hours(24 * 300), 90)).toBe(false);
    expect(listing.stays).toEqual([]);
  });

  it('also cancels and moves stays', () => {
    const listing = lonelyListing({ sellRate: 6, seed: 11 });
    advance(listing, hours(24 * 20), 1);
    const gone = listing.stays.filter((stay) => stay.cancelledAt !== null);
    expect(gone.length).toBeGreaterThan(0);
    expect(listing.revision).toBeGreaterThan(listing.stays.length + gone.length);
  });

  it('does not sell a world out, however long it runs', () => {
    const listing = lonelyListing({ sellRate: 40, seed: 2, bookingWindowDays: 365 });
    advance(listing, hours(24 * 30), 1);
    const today = shift('2026-11-23', 30);
    const near = { checkIn: today, checkOut: shift(today, 60) };
    const free = Array.from({ length: 60 }, (_, day) => shift(near.checkIn, day)).filter(
      (night) => holderOf(listing, { checkIn: night, checkOut: shift(night, 1) }) === null,
    );
    expect(free.length).toBeGreaterThan(5);
  });

  it('never sells a night it knows is taken, whatever is bought, closed, imported and cancelled meanwhile', () => {
    const nights = fc
      .record({ ahead: fc.integer({ min: 0, max: 60 }), length: fc.integer({ min: 1, max: 9 }) })
      .map(({ ahead, length }) => ({
        checkIn: shift('2026-11-23', ahead),
        checkOut: shift('2026-11-23', ahead + length),
      }));
    const step = fc.oneof(
      fc.record({ kind: fc.constant('time' as const), hours: fc.integer({ min: 1, max: 72 }) }),
      fc.record({ kind: fc.constantFrom('sell' as const, 'block' as const, 'import' as const), nights }),
      fc.record({ kind: fc.constant('cancel' as const), place: fc.nat(50) }),
    );
    fc.assert(
      fc.property(fc.nat(10_000), fc.array(step, { maxLength: 25 }), (seed, steps) => {
        const listing = lonelyListing({ seed, sellRate: 12, occupancy: 0.3 });
        let hour = 0;
        for (const move of steps) {
          const soldBefore = new Set(listing.stays.map((stay) => stay.uid));
          if (move.kind === 'time') advance(listing, hours((hour += move.hours)), 1);
          else if (move.kind === 'block') block(listing, move.nights, hours(hour));
          else if (move.kind === 'import') importEvents(listing, [exported(move.nights)], hours(hour));
          else if (move.kind === 'cancel') {
            const stay = activeStays(listing)[move.place];
            if (stay) cancel(listing, stay.uid, hours(hour));
          } else if (holderOf(listing, move.nights) === null) {
            sell(
              listing,
              { nights: move.nights, firstName: 'Tara', tentative: false, force: false },
              hours(hour),
            );
          }
          const closed = [...listing.blocks, ...listing.imported];
          const fresh = activeStays(listing).filter((stay) => !soldBefore.has(stay.uid));
          expect(fresh.some((stay) => closed.some((range) => overlap(stay, range)))).toBe(false);
          expect(doubleSold(listing)).toBe(false);
        }
      }),
      { numRuns: 150 },
    );
  });
});
