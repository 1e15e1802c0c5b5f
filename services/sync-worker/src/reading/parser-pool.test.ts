import { afterEach, describe, expect, it } from 'vitest';
import { eventOf, fixture } from './fixtures.test-feeds.ts';
import { createParserPool, type ParserPool } from './parser-pool.ts';

const request = (calendar: Buffer, feed?: string) => {
  return { calendar, today: '2026-11-23', dialect: 'airbnb', feed };
};
const dates = ['UID:1', 'DTSTART;VALUE=DATE:20261201', 'DTEND;VALUE=DATE:20261204'];
const endless = eventOf(...dates, 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30');

let pool: ParserPool | undefined;
afterEach(() => pool?.close());

describe('parser pool', { timeout: 30_000 }, () => {
  it('kills a parse that never ends, and keeps the first stay of its endless event', async () => {
    pool = createParserPool({ threads: 1, deadlineMs: 600 });
    expect(await pool.read(request(endless))).toMatchObject({
      ok: true,
      unreadable: 1,
      events: [{ checkIn: '2026-12-01', checkOut: '2026-12-04' }],
    });
    expect(await pool.read(request(fixture('airbnb.ics')))).toMatchObject({ ok: true, unreadable: 0 });
  });

  it('gives every feed its turn, hostile neighbours or not', async () => {
    const crowd = createParserPool({ threads: 2, deadlineMs: 600 });
    pool = crowd;
    const feeds = [endless, fixture('vrbo.ics'), endless, fixture('airbnb.ics'), fixture('vrbo.ics')];
    const answers = await Promise.all(feeds.map((feed) => crowd.read(request(feed))));
    expect(answers.map((answer) => answer.ok && answer.events.length)).toEqual([1, 3, 1, 5, 3]);
  });

  it('reads quick feeds while slow ones are still being read, and knows these the next time', async () => {
    const crowd = createParserPool({ threads: 1, deadlineMs: 700 });
    pool = crowd;
    let slowOnes = 0;
    const readSlowly = async (feed: string) => {
      await crowd.read(request(endless, feed));
      slowOnes++;
    };
    const slow = [readSlowly('a'), readSlowly('b'), readSlowly('c')];
    expect(await crowd.read(request(fixture('vrbo.ics'), 'd'))).toMatchObject({ ok: true });
    expect(slowOnes).toBe(0);
    await Promise.all(slow);

    const again = readSlowly('a');
    await crowd.read(request(fixture('vrbo.ics'), 'd'));
    expect(slowOnes).toBe(3);
    await again;
  });

  it('survives a parse that needs more memory than it may have', async () => {
    pool = createParserPool({ threads: 1, heapMb: 24 });
    const heavy = eventOf(...dates, Array<string>(400_000).fill('EXDATE:1').join('\r\n'));
    expect(await pool.read(request(heavy))).toMatchObject({ ok: false, class: 'not_a_calendar' });
    expect(await pool.read(request(fixture('vrbo.ics')))).toMatchObject({ ok: true });
  });
});
