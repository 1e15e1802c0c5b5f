import { afterAll, describe, expect, it } from 'vitest';
import { dialectByName } from '@roomnight/platforms/dialects';
import { calendarOf, fetchedAt } from './fixtures.test-feeds.ts';
import { good, hostileAndRefused, hostileButReadable } from './hostile.test-calendars.ts';
import {
  badEventCostsItself,
  corruptionIsHarmless,
  faultOf,
  orderDoesNotMatter,
  returnsWhatWasWritten,
} from './invariants.test-calendars.ts';
import { createParserPool } from './parser-pool.ts';
import { readFeed } from './read-feed.ts';

// Far more than any of them takes: on a busy machine one that needs too long is read without its rules instead.
const deadlineMs = 1_500;
const parsers = createParserPool({ threads: 1, deadlineMs });
afterAll(() => parsers.close());

describe('a calendar', { timeout: 60_000 }, () => {
  it('comes out as it went in, whatever way it is written', async () => {
    expect(await faultOf(returnsWhatWasWritten, { numRuns: 300 })).toBeUndefined();
  });

  it('loses only the event that cannot be read', async () => {
    expect(await faultOf(badEventCostsItself, { numRuns: 150 })).toBeUndefined();
  });

  it('is read the same in whatever order its events stand', async () => {
    expect(await faultOf(orderDoesNotMatter(parsers), { numRuns: 150 })).toBeUndefined();
  });

  it('can be corrupted in any way', async () => {
    expect(await faultOf(corruptionIsHarmless(parsers, 14 * deadlineMs), { numRuns: 300 })).toBeUndefined();
  });
});

describe('a hostile calendar', { timeout: 60_000 }, () => {
  const stay: unknown = expect.objectContaining({ checkIn: '2026-12-01', checkOut: '2026-12-04' });
  const read = async (body: Buffer) => {
    const begun = performance.now();
    const reading = await readFeed({ body, dialect: dialectByName('airbnb'), now: fetchedAt, parsers });
    // Twice the deadline, counted in CPU time, and twice a thread to start.
    expect(performance.now() - begun).toBeLessThan(14 * deadlineMs);
    return reading;
  };

  it.each(hostileButReadable)('%s: costs no other event, and little time', async (_name, body) => {
    expect(await read(body())).toMatchObject({ ok: true, facts: expect.arrayContaining([stay]) });
  });

  it.each(hostileAndRefused)('%s: is refused in little time', async (_name, body, failure) => {
    expect(await read(body())).toMatchObject({ ok: false, class: failure });
  });

  it('leaves the threads in order', async () => {
    expect(await read(calendarOf(good))).toMatchObject({ ok: true, facts: [stay] });
  });
});
