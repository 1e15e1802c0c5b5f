import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isStay } from '@roomnight/calendar/stay';
import { dialects } from '@roomnight/platforms/dialects';
import { corruptions } from './corruptions.test-calendars.ts';
import { fetchedAt, fixture } from './fixtures.test-feeds.ts';
import { expectedOf, modelEvent, write, writingStyle } from './model.test-calendars.ts';
import { parseCalendar } from './parse-calendar.ts';
import type { ParserPool } from './parser-pool.ts';
import { readFeed } from './read-feed.ts';
import type { ParsedCalendar, Reading, ReadFailure } from './reading.ts';

const fixtures = [
  'abritel',
  'agoda',
  'airbnb',
  'airbnb-2018',
  'airbnb-closures',
  'airbnb-until-2025',
  'airbnb-whole-year',
  'booking-com',
  'booking-com-organizer',
  'expedia',
  'gommt',
  'gommt-nights',
  'google-merged',
  'google-republished',
  'guesty',
  'smoobu',
  'trip-com',
  'vrbo',
].map((name) => fixture(`${name}.ics`));

const someEvents = fc.uniqueArray(modelEvent, { maxLength: 12, selector: ({ uid }) => uid });
const anyCalendar = fc.oneof(
  fc.constantFrom(...fixtures),
  fc.tuple(someEvents, writingStyle).map(([events, style]) => write(events, style)),
);
const anyDialect = fc.constantFrom(...dialects);

/** Whatever way a calendar is written, its events come out as they went in. */
export const returnsWhatWasWritten = fc.property(someEvents, writingStyle, (events, style) => {
  const parsed = parse(write(events, style));
  assert.deepEqual(told(parsed), expectedOf(events));
  assert.equal(parsed.unreadable, 0);
});

/** One event that cannot be read costs only itself, wherever it stands. */
export const badEventCostsItself = fc.property(
  someEvents,
  writingStyle,
  fc.nat(12),
  fc.constantFrom(
    'DTSTART:00010101',
    'DTSTART;VALUE=DATE:99991231',
    'DTSTART;VALUE=DATE:20270230',
    'DTSTART;VALUE=DATE:20261201\nDTEND:soon',
    'DTSTART;VALUE=DATE:20261201\nDURATION:P999999999999999999W',
    'SUMMARY:nothing else',
    `DTSTART;${'X=y;'.repeat(500)}Z=a:soon`,
  ),
  (events, style, place, lines) => {
    const calendar = write(events, { ...style, fold: 200, newline: '\n' }).toString('latin1');
    const bad = `BEGIN:VEVENT\nUID:bad\n${lines}\nEND:VEVENT\n`;
    const pieces = calendar.split(/^(?=BEGIN:VEVENT|END:VCALENDAR)/m);
    const at = 1 + (place % (pieces.length - 1 || 1));
    const parsed = parse(Buffer.from([...pieces.slice(0, at), bad, ...pieces.slice(at)].join(''), 'latin1'));
    assert.deepEqual(told(parsed), expectedOf(events));
    assert.equal(parsed.unreadable, 1);
    assert.ok(parsed.warnings.length > 0);
  },
);

/** The same events in another order, each its own, come to the same reading in every dialect. */
export function orderDoesNotMatter(parsers: ParserPool) {
  const turned = fc
    .tuple(
      fc.oneof(
        fc.constantFrom(...fixtures.map((feed) => feed.toString('latin1').replaceAll('\r\n', '\n'))),
        fc
          .tuple(fc.array(modelEvent, { maxLength: 10 }), writingStyle, fc.boolean())
          .map(([events, style, sameUid]) =>
            write(
              // Duplicate and missing UIDs too.
              events.map((event, at) => (sameUid ? { ...event, uid: at % 2 === 0 ? 'same' : '' } : event)),
              { ...style, newline: '\n', fold: 200 },
            ).toString('latin1'),
          ),
      ),
      fc.infiniteStream(fc.nat()),
    )
    .map(([calendar, dice]) => {
      const pieces = calendar.split(/^(?=BEGIN:VEVENT)/m);
      const head = pieces.shift() ?? '';
      const [last = '', end = ''] = (pieces.pop() ?? '').split(/^(?=END:VCALENDAR)/m);
      const events = [...pieces, last];
      const order = events.map((event) => ({ event, dice: Number(dice.next().value) }));
      const other = order.toSorted((a, b) => a.dice - b.dice).map(({ event }) => event);
      return { straight: head + events.join('') + end, turned: head + other.join('') + end };
    });
  return fc.asyncProperty(turned, anyDialect, async (texts, dialect) => {
    const [one, other] = await Promise.all(
      [texts.straight, texts.turned].map((text) =>
        readFeed({ body: Buffer.from(text, 'latin1'), dialect, now: fetchedAt, parsers }),
      ),
    );
    assert.deepEqual(withoutLines(other), withoutLines(one));
  });
}

/** Any corruption of any calendar is read as sane facts or as a typed failure, in bounded time. */
export function corruptionIsHarmless(parsers: ParserPool, longestMs: number) {
  return fc.asyncProperty(anyCalendar, corruptions, anyDialect, async (calendar, corrupt, dialect) => {
    const begun = performance.now();
    const reading = await readFeed({ body: corrupt(calendar), dialect, now: fetchedAt, parsers });
    assert.ok(performance.now() - begun < longestMs);
    if (!reading.ok) {
      assert.match(reading.message, /^[A-Z].*\.$/);
      return;
    }
    for (const { reason } of reading.events) assert.match(reason, /^[A-Z].*\.$/);
    for (const fact of [...reading.facts, ...reading.settings]) {
      assert.equal(isStay(fact), true);
      assert.equal(fact.checkIn >= '1970-01-01' && fact.checkOut <= '2104-01-01', true);
      assert.ok(!JSON.stringify(fact).includes(String.raw`\u0000`));
    }
    assert.equal(new Set(reading.facts.map(({ uid }) => uid)).size, reading.facts.length);
    assert.deepEqual(lostNights(reading), []);
  });
}

/** How a property was broken, with the smallest example; undefined when it held in all runs. */
export async function faultOf<T>(
  property: fc.IRawProperty<T>,
  parameters: fc.Parameters<T>,
): Promise<string | undefined> {
  return fc.defaultReportMessage(await fc.check(property, parameters));
}

/** Events that take nights and whose nights no fact holds. */
function lostNights({ events, facts }: Reading): unknown[] {
  const taking = new Set(['stay', 'tentative', 'block', 'closed']);
  return events.filter(
    ({ as, checkIn, checkOut }) =>
      taking.has(as) && !facts.some((fact) => fact.checkIn <= checkIn && checkOut <= fact.checkOut),
  );
}

function parse(body: Buffer): ParsedCalendar {
  const from = body.indexOf('BEGIN:VCALENDAR');
  const parsed = parseCalendar({ calendar: body.subarray(from), today: '2026-11-23', expand: true });
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed;
}

function told({ events }: ParsedCalendar): string[] {
  return events
    .map(({ uid, checkIn, checkOut, summary, description, status, transparent }) =>
      JSON.stringify({ uid, checkIn, checkOut, summary, description, status, transparent }),
    )
    .toSorted();
}

/** Where an event stands is all that its place may change. */
function withoutLines(reading: Reading | ReadFailure | undefined): unknown {
  if (!reading?.ok) return reading;
  const warnings = reading.warnings.map(({ message }) => message).toSorted();
  return { ...reading, events: reading.events.map((event) => ({ ...event, line: 0 })), warnings };
}
