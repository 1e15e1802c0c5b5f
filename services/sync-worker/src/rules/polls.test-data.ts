import fc from 'fast-check';
import { addNights, istNight } from '@roomnight/calendar/night';
import { overlaps } from '@roomnight/calendar/stay';
import { content, minutes, stay } from './feed.test-data.ts';
import type { FeedContent } from './snapshot.ts';

/** One answer of a platform, and how long after the one before. */
export interface Poll {
  readonly content: FeedContent;
  readonly notModified: boolean;
  readonly minutes: number;
}

const uids = ['a', 'b', 'c', 'd', 'e', 'f'];
const first = istNight(minutes(0));

const anyFact = fc
  .record({
    uid: fc.constantFrom(...uids),
    kind: fc.constantFrom('stay', 'stay', 'block'),
    from: fc.integer({ min: -3, max: 14 }),
    nights: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ uid, kind, from, nights }) => {
    const checkIn = addNights(first, from);
    return stay(uid, checkIn, addNights(checkIn, nights), { kind });
  });

/** A platform never sells a night twice, so neither do these. */
export const anyFacts = fc
  .uniqueArray(anyFact, { selector: ({ uid }) => uid, maxLength: 6 })
  .map((facts) => facts.filter((fact, at) => !facts.slice(0, at).some((other) => overlaps(fact, other))));

const anyAnswer = fc
  .record({
    facts: anyFacts,
    cancelled: fc.subarray(uids, { maxLength: 1 }),
    unreadable: fc.constantFrom(0, 0, 0, 0, 1),
    horizon: fc.constantFrom('2027-11-24', '2027-11-24', '2027-11-24', null),
    repeat: fc.constantFrom('no', 'no', 'same', 'not modified'),
    minutes: fc.constantFrom(1, 10, 29, 31, 45, 24 * 60),
  })
  .map(({ facts, cancelled, unreadable, horizon, repeat, minutes: later }) => {
    const reported = new Set(facts.map(({ uid }) => uid));
    const calledOff = cancelled.filter((uid) => !reported.has(uid));
    const said = { ...content(...facts), cancelled: calledOff, unreadable, horizon };
    return { said, repeat, minutes: later };
  });

/** A feed over hours and days: it changes, repeats itself, says "not modified", is partly unreadable or empty. */
export const anyPolls = fc.array(anyAnswer, { minLength: 2, maxLength: 12 }).map((answers) => {
  const polls: Poll[] = [];
  for (const { said, repeat, minutes: later } of answers) {
    const last = polls.at(-1);
    polls.push({
      content: repeat !== 'no' && last ? last.content : said,
      notModified: repeat === 'not modified' && last !== undefined,
      minutes: later,
    });
  }
  return polls;
});
