import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addNights, istNight } from '@roomnight/calendar/night';
import type { Stay } from '@roomnight/calendar/stay';
import { nightSet, noNights, subtract, union, type NightSet } from '@roomnight/calendar/night-set';
import { evaluate } from './evaluate.ts';
import { block, content, minutes, stay } from './feed.test-data.ts';
import { emptySnapshot, type FeedSnapshot, nightsAhead, nightsHeld } from './snapshot.ts';

const first = addNights(istNight(minutes(0)), 3);

const anyNights = fc
  .array(fc.record({ from: fc.nat(20), nights: fc.integer({ min: 1, max: 4 }) }), { maxLength: 3 })
  .map((pieces) =>
    nightSet(
      pieces.map(({ from, nights }) => {
        const checkIn = addNights(first, from);
        return { checkIn, checkOut: addNights(checkIn, nights) };
      }),
    ),
  );

/** What happens, one thing at a time. */
const anyEvents = fc.array(
  fc.oneof(
    fc.record({ is: fc.constant('host' as const), closes: anyNights }),
    fc.record({ is: fc.constant('export' as const), closes: anyNights }),
    fc.record({ is: fc.constant('fetch' as const) }),
    fc.record({ is: fc.constant('poll' as const), minutes: fc.constantFrom(10, 40, 24 * 60) }),
  ),
  { minLength: 3, maxLength: 25 },
);

it('tells a platform’s own blocks from ours, merged and late as they come back', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(anyEvents, (events) => {
      /** What the host closed there, now and ever; what the platform imported from us and shows as well. */
      let own: NightSet = noNights;
      let ever: NightSet = noNights;
      let imported: NightSet = noNights;
      let exported: NightSet = noNights;
      /** Every version since the platform's last fetch, and the one it fetched. */
      let maybeShown: NightSet = noNights;
      let snapshot: FeedSnapshot = emptySnapshot;
      let now = minutes(0);
      let ids = 0;
      /** Nights that are held and should not be, or the other way round. */
      const found: Stay[] = [];
      for (const event of events) {
        if (event.is === 'host') {
          own = event.closes;
          ever = union(ever, own);
        } else if (event.is === 'export') {
          // Nothing that the platform holds itself, as far as we know, is sent back to it.
          exported = subtract(event.closes, nightSet(snapshot.entries.flatMap(nightsHeld)));
          maybeShown = union(maybeShown, exported);
        } else if (event.is === 'fetch') {
          imported = exported;
          maybeShown = exported;
        } else {
          now = new Date(now.getTime() + event.minutes * 60_000);
          // It shows both as one: closed is closed, and neighbours are merged.
          const closures = union(own, imported).map(({ checkIn, checkOut }) =>
            block(`${checkIn}-${checkOut}`, checkIn, checkOut),
          );
          const answer = evaluate({
            snapshot,
            reading: content(stay('guest', addNights(first, 60), addNights(first, 63)), ...closures),
            now,
            exportedNights: maybeShown,
            stableUids: false,
            newId: () => `b${++ids}`,
          });
          if (answer.health === 'suspect') continue;
          ({ snapshot } = answer);
          const blocks = snapshot.entries.filter(({ fact }) => fact.kind === 'block');
          const held = nightSet(blocks.flatMap(nightsHeld));
          // Nothing the host never closed is taken for a block.
          found.push(...subtract(held, ever));
          // Everything the host closed is one, but where it may be only ours; then we hold it anyway.
          const certain = nightsAhead(subtract(own, maybeShown), istNight(now));
          found.push(...subtract(certain, held));
        }
      }
      expect(found).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});
