import { afterEach, describe, expect, it } from 'vitest';
import { calendarOf, fixture } from './fixtures.test-feeds.ts';
import { createParserPool, type ParserPool } from './parser-pool.ts';

const request = (calendar: Buffer, feed?: string) => {
  return { calendar, today: '2026-11-23', dialect: 'airbnb', feed };
};
/** Deadlines that a few bookings meet on any machine. */
const short = { quickMs: 10, deadlineMs: 50 };
const rule = (uid: number, how: string, from = '20261201') =>
  [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTART;VALUE=DATE:${from}`,
    'DURATION:P3D',
    `RRULE:${how}`,
    'END:VEVENT',
  ].join('\r\n');
/** Followed to their end, each of the four has a second stay in 2028; on the way nearly all dates are looked at that may be. */
const leapDays = 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29';
const laborious = calendarOf(...[1, 2, 3, 4].map((uid) => rule(uid, leapDays, '20000301')));

let pool: ParserPool | undefined;
afterEach(() => pool?.close());

describe('parser pool', { timeout: 30_000 }, () => {
  it('kills a parse that takes too long, and keeps the first stays of its rules', async () => {
    pool = createParserPool({ threads: 1, ...short });
    expect(await pool.read(request(laborious))).toMatchObject({
      ok: true,
      unreadable: 4,
      events: Array.from({ length: 4 }, () => ({ checkIn: '2000-03-01', checkOut: '2000-03-04' })),
    });
    expect(await pool.read(request(fixture('airbnb.ics')))).toMatchObject({ ok: true, unreadable: 0 });
  });

  it('follows the rules of a feed that has the time', async () => {
    pool = createParserPool({ threads: 1 });
    const read = await pool.read(request(laborious));
    expect(read).toMatchObject({ ok: true, unreadable: 0 });
    expect(read.ok && read.events.length).toBe(8);
  });

  it('gives a feed up that takes too long either way', async () => {
    pool = createParserPool({ threads: 1, ...short });
    const heavy = calendarOf(...Array.from({ length: 20_000 }, (_, at) => rule(at, 'FREQ=DAILY;COUNT=1')));
    expect(await pool.read(request(heavy))).toMatchObject({ ok: false, class: 'too_large' });
    expect(await pool.read(request(fixture('airbnb.ics')))).toMatchObject({ ok: true, unreadable: 0 });
  });

  it('gives every feed its turn, hostile neighbours or not', async () => {
    const crowd = createParserPool({ threads: 2, ...short });
    pool = crowd;
    const feeds = [laborious, fixture('vrbo.ics'), laborious, fixture('airbnb.ics'), fixture('vrbo.ics')];
    const answers = await Promise.all(feeds.map((feed) => crowd.read(request(feed))));
    expect(answers.map((answer) => answer.ok && answer.events.length)).toEqual([4, 3, 4, 5, 3]);
  });

  it('reads quick feeds while slow ones are still being read, and knows these the next time', async () => {
    const crowd = createParserPool({ threads: 1, ...short });
    pool = crowd;
    let slowOnes = 0;
    const readSlowly = async (feed: string) => {
      await crowd.read(request(laborious, feed));
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
    pool = createParserPool({ threads: 1, heapMb: 16 });
    const large = calendarOf(...Array.from({ length: 19_000 }, (_, at) => rule(at, 'FREQ=DAILY;COUNT=1')));
    expect(await pool.read(request(large))).toMatchObject({ ok: false, class: 'not_a_calendar' });
    expect(await pool.read(request(fixture('vrbo.ics')))).toMatchObject({ ok: true });
  });
});
