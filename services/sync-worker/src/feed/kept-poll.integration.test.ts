import { randomBytes, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { istNight } from '@roomnight/calendar/night';
import { secretBox, UnreadableSecret } from '@roomnight/database/secret-box';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { createParserPool } from '../reading/parser-pool.ts';
import { RETENTION } from '../rules/retention.ts';
import { type KeptPoll, readKeptPoll } from './kept-poll.ts';
import { replayPoll } from './replay-poll.ts';
import { body, openTestFeed, type TestFeed, vrboFeed } from './test-feed.ts';

const START = new Date('2026-11-23T06:30:00Z');
const TODAY = istNight(START);
const parsers = createParserPool({ threads: 1 });

let db: TestDatabase;
let pool: Pool;
let feed: TestFeed;

beforeAll(async () => {
  db = await createTestDatabase();
  pool = db.pool('sync');
});
afterAll(async () => {
  await parsers.close();
  await db.drop();
});
beforeEach(async () => {
  feed = await openTestFeed(db, { pool, parsers, now: START });
});

const stays = (...starts: number[]) => body(vrboFeed(TODAY, ...starts));

async function kept(): Promise<{ run: string; outcome: string; sealed: Buffer }[]> {
  const { rows } = await db.admin.query(
    'SELECT sync_run_id AS run, outcome, sealed FROM sync.raw_bodies WHERE listing_id = $1 ORDER BY kept_at',
    [feed.listingId],
  );
  return rows;
}
const outcomes = async () => (await kept()).map(({ outcome }) => outcome);

async function lastKept(): Promise<KeptPoll> {
  const poll = await readKeptPoll(pool, feed.secrets, (await kept()).at(-1)?.run ?? '');
  if (poll === undefined) throw new Error('nothing was kept');
  return poll;
}

describe('a poll is kept', () => {
  it('when it changed something, with all that it was judged by, and not readable for who has no key', async () => {
    feed.answer = stays(5, 10);
    await feed.poll();
    const { platform, raw, basis, decided } = await lastKept();
    expect(raw?.body.toString()).toBe(vrboFeed(TODAY, 5, 10));
    expect({ platform: platform.key, now: basis.now, entries: basis.snapshot.entries }).toEqual({
      platform: 'vrbo',
      now: START,
      entries: [],
    });
    expect(decided).toMatchObject({ outcome: 'changed', read: { stays: 2 } });
    expect(decided.changes).toHaveLength(2);
    const [row] = await kept();
    expect(row?.sealed.includes('Zubeida')).toBe(false);
    expect(row?.sealed.includes('VCALENDAR')).toBe(false);
  });

  it('not when nothing changed, nor when there was no answer', async () => {
    feed.answer = stays(5);
    await feed.poll();
    feed.wait(45);
    await feed.poll();
    feed.answer = { kind: 'failed', class: 'transport', message: 'The connection failed.' };
    feed.wait(45);
    await feed.poll();
    expect(await outcomes()).toEqual(['changed']);
  });

  it('when it could not be believed or read, once for the same answer', async () => {
    feed.answer = stays(5, 10, 15, 20);
    await feed.poll();
    for (const answer of [stays(5), body('<html>sign in</html>')]) {
      feed.answer = answer;
      for (let n = 0; n < 3; n += 1) {
        feed.wait(20);
        await feed.poll();
      }
    }
    expect(await outcomes()).toEqual(['changed', 'suspect', 'failed']);
  });

  it('when the answer was that nothing changed, and that confirmed a cancellation', async () => {
    feed.answer = stays(5, 10);
    await feed.poll();
    feed.answer = stays(5);
    feed.wait(45);
    await feed.poll();
    feed.wait(45);
    await feed.poll();
    const { raw, decided } = await lastKept();
    expect(raw).toBeNull();
    expect(decided.changes).toMatchObject([{ op: 'cancel' }]);
  });
});

describe('of a listing is kept', () => {
  it('so many that changed something, and as many that were not believed', async () => {
    for (let n = 0; n < RETENTION.bodies + 3; n += 1) {
      feed.answer = stays(...Array.from({ length: n + 1 }, (_, at) => 5 + at * 3));
      feed.wait(45);
      await feed.poll();
    }
    feed.answer = body('<html>sign in</html>');
    feed.wait(45);
    await feed.poll();
    expect(await outcomes()).toEqual([...Array<string>(RETENTION.bodies).fill('changed'), 'failed']);
  });

  it('no more bytes than are allowed, and the latest whatever its size', async () => {
    const noise = () => `X-NOISE:${randomBytes(RETENTION.bodyBytes * 0.6).toString('base64url')}`;
    for (let n = 1; n <= 3; n += 1) {
      const starts = Array.from({ length: n }, (_, at) => 5 + at * 3);
      feed.answer = body(vrboFeed(TODAY, ...starts).replace('VERSION:2.0', noise()));
      feed.wait(45);
      await feed.poll();
      // Two of them are more than is allowed.
      expect(await kept()).toHaveLength(1);
    }
    feed.answer = body(vrboFeed(TODAY, 5, 8, 11, 14).replace('VERSION:2.0', `${noise()}\r\n${noise()}`));
    feed.wait(45);
    await feed.poll();
    expect((await kept()).at(-1)?.sealed.length).toBeGreaterThan(RETENTION.bodyBytes);
  });

  it('nothing from long ago', async () => {
    feed.answer = stays(5);
    await feed.poll();
    feed.wait(RETENTION.bodyDays * 24 * 60 + 1);
    feed.answer = stays(5, 50);
    await feed.poll();
    expect(await kept()).toHaveLength(1);
  });
});

describe('a kept poll', () => {
  it('is decided again as it was, whatever happened since', async () => {
    feed.answer = stays(5, 10, 15, 20);
    await feed.poll();
    expect(await replayPoll(await lastKept(), parsers)).toMatchObject({
      outcome: 'changed',
      read: { stays: 4 },
    });
    for (const answer of [stays(5), body('<html>sign in</html>'), stays(6, 10, 15, 20)]) {
      feed.answer = answer;
      feed.wait(20);
      await feed.poll();
      const poll = await lastKept();
      const { outcome, error, read } = poll.decided;
      expect(await replayPoll(poll, parsers)).toMatchObject(
        JSON.parse(JSON.stringify({ outcome, error, read })),
      );
    }
    feed.answer = stays(5, 10);
    feed.wait(20);
    const before = (await kept()).length;
    await feed.poll();
    expect(await kept()).toHaveLength(before + 1);
  });

  it('is found by its run alone, and nothing is found by another', async () => {
    expect(await readKeptPoll(pool, feed.secrets, randomUUID())).toBeUndefined();
  });

  it('does not open with another key, in another row, or damaged', async () => {
    feed.answer = stays(5);
    await feed.poll();
    feed.answer = stays(5, 10);
    feed.wait(45);
    await feed.poll();
    const [first, second] = await kept();
    const run = second?.run ?? '';
    const foreign = secretBox({ current: randomBytes(32), old: [] });
    await expect(readKeptPoll(pool, foreign, run)).rejects.toBeInstanceOf(UnreadableSecret);
    const put = (sealed: Buffer | undefined) =>
      db.admin.query('UPDATE sync.raw_bodies SET sealed = $2 WHERE sync_run_id = $1', [run, sealed]);
    await put(first?.sealed);
    await expect(readKeptPoll(pool, feed.secrets, run)).rejects.toBeInstanceOf(UnreadableSecret);
    const damaged = Buffer.from(second?.sealed ?? '');
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
    await put(damaged);
    await expect(readKeptPoll(pool, feed.secrets, run)).rejects.toBeInstanceOf(UnreadableSecret);
  });
});
