import { describe, expect, it } from 'vitest';
import { NightsBackwards, NightsTaken, StayUnknown } from './failures.ts';
import { NOON, exported, lonelyListing } from './fixtures.ts';
import { activeStays, block, cancel, change, holderOf, importEvents, sell, unblock } from './world.ts';

const XMAS = { checkIn: '2026-12-24', checkOut: '2026-12-27' };
const meera = (nights = XMAS, force = false) => ({ nights, firstName: 'Meera', tentative: false, force });

describe('a listing sells', () => {
  it('what nobody holds, and lets the next guest in on the day of departure', () => {
    const listing = lonelyListing();
    sell(listing, meera(), NOON);
    sell(listing, meera({ checkIn: '2026-12-27', checkOut: '2026-12-28' }), NOON);
    expect(activeStays(listing)).toHaveLength(2);
  });

  it('nothing that it knows is taken, and names the holder', () => {
    const listing = lonelyListing();
    const stay = sell(listing, meera(), NOON);
    block(listing, { checkIn: '2027-01-01', checkOut: '2027-01-03' }, NOON);
    importEvents(listing, [exported({ checkIn: '2027-02-01', checkOut: '2027-02-03' })], NOON);
    const kinds = ['2026-12-26', '2027-01-02', '2027-02-02'].map((checkIn) => {
      const nights = { checkIn, checkOut: '2027-03-01' };
      expect(() => sell(listing, meera(nights), NOON)).toThrow(NightsTaken);
      return holderOf(listing, nights)?.kind;
    });
    expect(kinds).toEqual(['stay', 'block', 'imported']);
    expect(holderOf(listing, XMAS)).toMatchObject({ uid: stay.uid, firstName: 'Meera' });
    expect(activeStays(listing)).toHaveLength(1);
  });

  it('what is taken when it is forced to', () => {
    const listing = lonelyListing();
    importEvents(listing, [exported(XMAS)], NOON);
    sell(listing, meera(XMAS, true), NOON);
    expect(activeStays(listing)).toHaveLength(1);
  });

  it('no stay without nights', () => {
    const backwards = { checkIn: '2026-12-24', checkOut: '2026-12-24' };
    expect(() => sell(lonelyListing(), meera(backwards), NOON)).toThrow(NightsBackwards);
  });
});

describe('a sold stay', () => {
  it('is gone once cancelled, and cannot be cancelled twice', () => {
    const listing = lonelyListing();
    const { uid } = sell(listing, meera(), NOON);
    cancel(listing, uid, NOON);
    expect(holderOf(listing, XMAS)).toBeNull();
    expect(() => cancel(listing, uid, NOON)).toThrow(StayUnknown);
  });

  it.each([
    ['airbnb', true],
    ['vrbo', false],
  ] as const)('on %s keeps its UID over new dates: %s', (platform, keeps) => {
    const listing = lonelyListing({ platform });
    const { uid } = sell(listing, meera(), NOON);
    const moved = change(listing, uid, { checkIn: '2026-12-25', checkOut: '2026-12-28' }, false, NOON);
    expect(moved).toMatchObject({ checkIn: '2026-12-25', checkOut: '2026-12-28' });
    expect(moved.uid === uid).toBe(keeps);
  });
});

describe('closures', () => {
  it('join and open by nights', () => {
    const listing = lonelyListing();
    block(listing, { checkIn: '2027-01-01', checkOut: '2027-01-03' }, NOON);
    block(listing, { checkIn: '2027-01-03', checkOut: '2027-01-06' }, NOON);
    unblock(listing, { checkIn: '2027-01-02', checkOut: '2027-01-04' }, NOON);
    expect(listing.blocks).toEqual([
      { checkIn: '2027-01-01', checkOut: '2027-01-02' },
      { checkIn: '2027-01-04', checkOut: '2027-01-06' },
    ]);
  });

  it('count as a change only when they are one', () => {
    const listing = lonelyListing();
    importEvents(listing, [exported(XMAS)], NOON);
    const { revision } = listing;
    importEvents(listing, [exported(XMAS)], NOON);
    expect(listing.revision).toBe(revision);
  });
});
