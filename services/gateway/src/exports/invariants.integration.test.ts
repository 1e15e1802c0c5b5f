import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { addNights } from '@roomnight/calendar/night';
import { eachNight } from '@roomnight/calendar/stay';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type Fact,
  nightsClosed,
  sharesOf,
  type TestDestination,
  TestDestinations,
} from './test-destinations.ts';

let world: TestDestinations;
beforeAll(async () => {
  world = await TestDestinations.open();
});
afterAll(() => world.database.drop());

interface Said {
  exportContents: 'everything' | 'stays';
  preparationNightsBefore: number;
  preparationNightsAfter: number;
  horizonDays: number;
}

type Step =
  | { do: 'sell'; by: number; on: number; at: number; nights: number; kind: 'stay' | 'block' }
  | { do: 'release'; which: number }
  | { do: 'fetch'; who: number }
  | { do: 'look'; who: number }
  | { do: 'set'; who: number; said: Partial<Said> }
  | { do: 'setPlatform'; said: Partial<Said> }
  | { do: 'wait'; hours: number };

const number = (max: number) => fc.integer({ min: 0, max });
const anySaid: fc.Arbitrary<Partial<Said>> = fc.oneof(
  fc.record({ exportContents: fc.constantFrom('everything' as const, 'stays' as const) }),
  fc.record({ preparationNightsBefore: number(3), preparationNightsAfter: number(3) }),
  fc.record({ horizonDays: fc.constantFrom(30, 32, 730) }),
);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('sell' as const),
      by: number(4),
      on: number(2),
      at: number(45),
      nights: fc.integer({ min: 1, max: 6 }),
      kind: fc.constantFrom('stay' as const, 'stay' as const, 'block' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('release' as const), which: number(20) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('fetch' as const), who: number(3) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('look' as const), who: number(3) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('set' as const), who: number(3), said: anySaid }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('setPlatform' as const), said: anySaid }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.constantFrom(1, 5, 30) }) },
);

/** A villa of two rooms: listed as a whole on two platforms, and a room of it on two. */
async function house() {
  const villa = await world.unit();
  const rooms = [await world.unit(villa), await world.unit(villa)] as const;
  const listings = [
    await world.listing(villa, 'airbnb'),
    await world.listing(villa, 'vrbo'),
    await world.listing(rooms[0], 'airbnb'),
    await world.listing(rooms[0], 'agoda'),
  ];
  const leavesOf = (unitId: string): readonly string[] => (unitId === villa ? rooms : [unitId]);
  return { villa, rooms, listings, leavesOf };
}

type House = Awaited<ReturnType<typeof house>>;

/** Night by night what a listing's platform is to be told, and which of it is preparation only. */
function model({ leavesOf }: House, facts: readonly Fact[], to: TestDestination, said: Said) {
  const leaves = leavesOf(to.unitId);
  const shares = leaves.flatMap((leaf) =>
    sharesOf(
      facts.filter(({ unitId }) => leavesOf(unitId).includes(leaf)),
      leaf,
    ),
  );
  const until = addNights(world.today, said.horizonDays);
  const told = shares.filter(
    ({ listingId, kind, checkIn }) =>
      listingId !== to.id && checkIn < until && (said.exportContents === 'everything' || kind === 'stay'),
  );
  const own = new Set(facts.filter(({ listingId }) => listingId === to.id).flatMap(eachNight));
  const ahead = (nights: string[]) =>
    new Set(nights.filter((night) => night >= world.today && !own.has(night)));
  const stays = Map.groupBy(
    told.filter(({ kind }) => kind === 'stay'),
    ({ id }) => id,
  );
  const preparation = [...stays.values()].flatMap((pieces) => {
    const first = pieces.map(({ checkIn }) => checkIn).toSorted()[0] ?? '';
    const end =
      pieces
        .map(({ checkOut }) => checkOut)
        .toSorted()
        .at(-1) ?? '';
    return [
      ...eachNight({ checkIn: addNights(first, -said.preparationNightsBefore), checkOut: first }),
      ...eachNight({ checkIn: end, checkOut: addNights(end, said.preparationNightsAfter) }),
    ];
  });
  const taken = ahead(told.flatMap(eachNight));
  return { taken, closed: ahead([...taken, ...preparation]), own };
}

const sorted = (nights: Iterable<string>) => [...nights].toSorted();

it('tells every platform what others hold and never what it sold, and knows what each does not know yet', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(30, 730),
      fc.array(anyStep, { minLength: 10, maxLength: 40 }),
      async (horizonDays, steps) => {
        const place = await house();
        const { villa, rooms, listings, leavesOf } = place;
        const settings = listings.map(() => ({}) as Partial<Said>);
        let platform: Partial<Said> = { horizonDays };
        let facts: Fact[] = [];
        await world.setPlatform('airbnb', {
          exportContents: null,
          preparationNightsBefore: null,
          preparationNightsAfter: null,
          horizonDays,
        });
        const saidOf = (at: number): Said => ({
          exportContents: 'everything',
          preparationNightsBefore: 0,
          preparationNightsAfter: 0,
          horizonDays: 730,
          ...(listings[at]?.platformKey === 'airbnb' && platform),
          ...settings[at],
        });
        const change = async (next: Fact[]) => {
          facts = next;
          await world.settle(facts, leavesOf);
          await world.move([villa, ...rooms]);
        };

        const doStep: { [K in Step['do']]: (step: Extract<Step, { do: K }>) => Promise<unknown> } = {
          async sell({ by, on, at, nights, kind }) {
            const seller = listings[by];
            const checkIn = addNights(world.today, at - 4);
            const unitId = seller?.unitId ?? [villa, ...rooms][on] ?? villa;
            const fact: Fact = {
              id: randomUUID(),
              unitId,
              kind,
              listingId: seller?.id ?? null,
              checkIn,
              checkOut: addNights(checkIn, nights),
            };
            await change([...facts, fact]);
          },
          async release({ which }) {
            if (facts.length > 0) await change(facts.toSpliced(which % facts.length, 1));
          },
          async fetch({ who }) {
            const listing = listings[who];
            if (!listing) return;
            const before = { ...listing };
            const { status, version } = await world.fetch(listing);
            const { closed, own } = model(place, facts, listing, saidOf(who));
            const served = nightsClosed(listing.body).flatMap(eachNight);
            expect(served.filter((night) => own.has(night))).toEqual([]);
            expect(sorted(served.filter((night) => night >= world.today))).toEqual(sorted(closed));
            expect(version).toBeGreaterThanOrEqual(before.version);
            expect(status === 304).toBe(listing.etag === before.etag);
            expect(listing.etag === before.etag).toBe(listing.body === before.body);
          },
          look: ({ who }) => world.fetch(listings[who] ?? never(), 'browser'),
          async set({ who, said }) {
            settings[who] = { ...settings[who], ...said };
            await world.set(listings[who] ?? never(), said);
          },
          async setPlatform({ said }) {
            platform = { ...platform, ...said };
            await world.setPlatform('airbnb', said);
          },
          async wait({ hours }) {
            world.now = new Date(world.now.getTime() + hours * 3_600_000);
          },
        };

        for (const step of steps) {
          await doStep[step.do](step as never);
          const exposed = await world.exposures({ unitIds: [villa] });
          const found = exposed.map(({ listingId, nights }) => ({
            listingId,
            nights: nights.flatMap(eachNight),
          }));
          for (const [at, listing] of listings.entries()) {
            const { taken } = model(place, facts, listing, saidOf(at));
            const known = new Set(listing.body === '' ? [] : nightsClosed(listing.body).flatMap(eachNight));
            const expected = sorted([...taken].filter((night) => !known.has(night)));
            const nights = found
              .filter(({ listingId }) => listingId === listing.id)
              .flatMap((each) => each.nights);
            expect(sorted(new Set(nights))).toEqual(expected);
          }
        }
      },
    ),
    { numRuns: Number(process.env.ROOMNIGHT_TEST_RUNS ?? 12) },
  );
}, 120_000);

function never(): never {
  throw new Error('no such listing');
}
