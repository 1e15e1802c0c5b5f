import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { isStay } from '@roomnight/calendar/stay';
import { platforms } from '@roomnight/platforms/registry';
import { fetchedAt, fixture } from './fixtures.test-feeds.ts';
import { createParserPool } from './parser-pool.ts';
import { readFeed } from './read-feed.ts';
import type { Reading, ReadFailure } from './reading.ts';

const parsers = createParserPool({ threads: 1 });
afterAll(() => parsers.close());

const dialects = platforms.flatMap(({ ical }) => (ical ? [ical.dialect] : []));
const names = [
  'airbnb',
  'airbnb-until-2025',
  'airbnb-2018',
  'vrbo',
  'abritel',
  'booking-com',
  'google-republished',
  'gommt',
];
const anyFeed = fc.constantFrom(...names.map((name) => fixture(`${name}.ics`)));
const hostileBytes = fc.constantFrom(
  '',
  '\0',
  '\r',
  '\n ',
  '\r\n',
  ';',
  ':',
  '"',
  '=',
  '\\',
  '\u{1F3E1}',
  '99991231',
  '00010101',
  '-P1D',
  'END:VEVENT\r\n',
  'RRULE:FREQ=DAILY\r\n',
  'DURATION:P999999999999999999W\r\n',
);

/** A cut of a feed replaced by something else, a few times. */
const corrupted = fc
  .tuple(
    anyFeed,
    fc.array(
      fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat(40), by: hostileBytes }),
      { maxLength: 5 },
    ),
  )
  .map(([feed, edits]) =>
    edits.reduce((bytes, { at, cut, by }) => {
      const from = Math.floor(at * bytes.length);
      return Buffer.concat([bytes.subarray(0, from), Buffer.from(by), bytes.subarray(from + cut)]);
    }, feed),
  );

it('reads any corrupted feed as sane facts or as a typed failure', async () => {
  await fc.assert(
    fc.asyncProperty(corrupted, fc.constantFrom(...dialects), async (body, dialect) => {
      const reading = await readFeed({ body, dialect, now: fetchedAt, parsers });
      const { facts, sentences } = reading.ok
        ? { facts: reading.facts, sentences: reading.facts.map(({ reason }) => reason) }
        : { facts: [], sentences: [reading.message] };
      for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
      for (const fact of facts) {
        expect(isStay(fact)).toBe(true);
        expect(fact.checkIn >= '1970-01-01' && fact.checkOut <= '2104-01-01').toBe(true);
        expect(JSON.stringify(fact)).not.toContain(String.raw`\u0000`);
      }
      expect(new Set(facts.map(({ uid }) => uid)).size).toBe(facts.length);
    }),
    { numRuns: 300 },
  );
}, 30_000);

/** Where an event stands is all that its place may change. */
function withoutLines(reading: Reading | ReadFailure | undefined): unknown {
  return reading?.ok
    ? { ...reading, events: reading.events.map((event) => ({ ...event, line: 0 })) }
    : reading;
}

it('does not depend on the order of events', async () => {
  const turned = fc.constantFrom('airbnb', 'vrbo', 'abritel').chain((name) => {
    const [head = '', ...events] = fixture(`${name}.ics`)
      .toString()
      .replace('END:VCALENDAR\r\n', '')
      .split('BEGIN:VEVENT');
    const shuffled = fc.shuffledSubarray(events, { minLength: events.length });
    return fc.record({
      straight: fc.constant([head, ...events].join('BEGIN:VEVENT')),
      turned: shuffled.map((order) => [head, ...order].join('BEGIN:VEVENT')),
    });
  });
  await fc.assert(
    fc.asyncProperty(turned, fc.constantFrom(...dialects), async (texts, dialect) => {
      const [one, other] = await Promise.all(
        [texts.straight, texts.turned].map((text) =>
          readFeed({ body: Buffer.from(`${text}END:VCALENDAR\r\n`), dialect, now: fetchedAt, parsers }),
        ),
      );
      expect(withoutLines(other)).toEqual(withoutLines(one));
    }),
    { numRuns: 60 },
  );
});
