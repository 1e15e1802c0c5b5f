import fc from 'fast-check';
import { expect, it } from 'vitest';
import { istNight } from '@roomnight/calendar/night';
import { intersect, nightSet, subtract, type NightSet } from '@roomnight/calendar/night-set';
import type { PutBooking } from '@roomnight/contracts/change-set';
import { evaluate } from './evaluate.ts';
import { minutes } from './feed.test-data.ts';
import type { Pending } from './pending.ts';
import { anyPolls } from './polls.test-data.ts';
import { emptySnapshot, type FeedSnapshot, nightsAhead } from './snapshot.ts';
import { type Decision, withWords } from './words.ts';

/** What else happens before a poll: somebody decides, another listing of the account shrinks, a setting changes. */
const anyCircumstance = fc.record({
  decision: fc.constantFrom('none', 'free', 'keep', 'some'),
  together: fc.boolean(),
  importBlocks: fc.constantFrom(true, true, true, false),
});

const anyLife = fc.tuple(anyPolls, fc.array(anyCircumstance, { minLength: 12, maxLength: 12 }));

function decisionOn(pending: readonly Pending[], what: string): Decision[] {
  if (what === 'none' || pending.length === 0) return [];
  const bookings = pending.map(({ bookingId }) => bookingId);
  const free = what === 'free' ? bookings : what === 'some' ? bookings.slice(0, 1) : [];
  const shown = pending.map(({ bookingId, nights }) => ({ bookingId, nights }));
  return [{ id: 'decision', by: 'manager', free, shown }];
}

it(
  'frees by a person’s word only what that person was shown, and the feed does not hold',
  { timeout: 60_000 },
  () => {
    fc.assert(
      fc.property(anyLife, ([polls, circumstances]) => {
        let calendar = new Map<string, PutBooking>();
        const shown = new Map<string, NightSet>();
        let snapshot: FeedSnapshot = emptySnapshot;
        let pending: readonly Pending[] = [];
        let now = minutes(0);
        let ids = 0;
        let shrank = false;
        const found: string[] = [];
        const violate = (what: string, nights: NightSet) => {
          if (nights.length > 0) found.push(`${what}: ${JSON.stringify(nights)}`);
        };
        polls.forEach((poll, at) => {
          const { decision = 'none', together = false, importBlocks = true } = circumstances[at] ?? {};
          now = new Date(now.getTime() + poll.minutes * 60_000);
          const today = istNight(now);
          const decisions = decisionOn(pending, decision);
          shown.clear();
          for (const { bookingId, nights } of decisions[0]?.shown ?? []) shown.set(bookingId, nights);
          const said = poll.notModified ? snapshot.content : poll.content;
          const answer = evaluate({
            snapshot: withWords(JSON.parse(JSON.stringify(snapshot)), decisions),
            reading: poll.notModified ? 'not_modified' : poll.content,
            now,
            exportedNights: [],
            stableUids: at % 2 === 0,
            imports: { importBlocks, horizonDays: 730 },
            shrank,
            together,
            newId: () => `b${++ids}`,
          });
          if (answer.health === 'suspect' && answer.changes.length > 0)
            found.push('changed by a suspect feed');
          const after = new Map(calendar);
          for (const change of answer.changes) {
            if (change.op === 'put') after.set(change.bookingId, change);
            else after.delete(change.bookingId);
          }
          const held = nightSet(after.values());
          for (const change of answer.changes) {
            const before = calendar.get(change.bookingId);
            if (before && change.by !== undefined && change.op === 'cancel') {
              const entry = snapshot.entries.find(
                ({ bookingId, standIns }) =>
                  bookingId === change.bookingId || standIns.includes(change.bookingId),
              );
              const word = shown.get(entry?.bookingId ?? '') ?? entry?.word?.nights ?? [];
              // A stand-in goes as well when its booking takes the nights back.
              const lost = subtract(nightsAhead(nightSet([before]), today), held);
              violate('freed and not shown', subtract(lost, word));
              const own = said.facts.filter(
                ({ uid, kind }) => uid === before.icalUid && (importBlocks || kind === 'stay'),
              );
              violate('freed and in the feed', intersect(lost, nightSet(own)));
            }
          }
          // Whatever happened: everything the feed reports and lets in is held, unless it is not believed.
          if (answer.health === 'healthy') {
            const wanted = said.facts.filter(({ kind }) => importBlocks || kind === 'stay');
            violate('in the feed and not held', subtract(nightsAhead(nightSet(wanted), today), held));
          }
          // What waits for a person is held, and told of, once.
          for (const { bookingId, nights, said: word } of answer.pending) {
            if (word === 'free' && answer.health === 'healthy') continue;
            const entries = [...after.values()].filter(
              (booking) => booking.bookingId === bookingId || booking.icalUid.includes('#'),
            );
            violate('waits for a person and not held', subtract(nights, nightSet(entries)));
          }
          if (new Set(answer.pending.map(({ bookingId }) => bookingId)).size < answer.pending.length)
            found.push('told of twice');
          calendar = after;
          ({ snapshot, pending } = answer);
          shrank = answer.shrinking;
        });
        expect(found).toEqual([]);
      }),
      { numRuns: 400 },
    );
  },
);
