import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { istNight } from '@roomnight/calendar/night';
import { secretBox } from '@roomnight/database/secret-box';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { readKeptPoll } from '@roomnight/sync-worker/feed/kept-poll';
import { body, openTestFeed, type TestFeed, vrboFeed } from '@roomnight/sync-worker/feed/test-feed';
import { createParserPool } from '@roomnight/sync-worker/reading/parser-pool';
import { rawBodyContext } from '@roomnight/database/sealed-values';
import { gzipSync } from 'node:zlib';
import { commands } from '../commands.ts';
import { runCommand } from '../run-command.ts';

const START = new Date('2026-11-23T06:30:00Z');
const TODAY = istNight(START);
const [key, next] = [randomBytes(32), randomBytes(32)];
const parsers = createParserPool({ threads: 1 });

let db: TestDatabase;
let feed: TestFeed;

beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(async () => {
  await parsers.close();
  await db.drop();
});
beforeEach(async () => {
  await db.admin.query('TRUNCATE sync.raw_bodies');
  feed = await openTestFeed(db, { pool: db.pool('sync'), parsers, now: START, key });
});

async function run(args: string[], environment: NodeJS.ProcessEnv = {}) {
  const told: string[] = [];
  const terminal = {
    print: (text: string) => told.push(text),
    folder: '/',
    environment: {
      DATABASE_URL: db.adminUrl,
      DATABASE_URL_SYNC: db.url('sync'),
      ENCRYPTION_KEY: key.toString('base64'),
      ...environment,
    },
  };
  const code = await runCommand(commands, args, terminal, (text) => told.push(text));
  return { code, text: told.join('\n') };
}

async function lastRun(): Promise<string> {
  const { rows } = await db.admin.query<{ id: string }>(
    'SELECT sync_run_id AS id FROM sync.raw_bodies ORDER BY kept_at DESC LIMIT 1',
  );
  return rows[0]?.id ?? '';
}

async function polled(...starts: number[]): Promise<string> {
  feed.answer = body(vrboFeed(TODAY, ...starts));
  feed.wait(45);
  await feed.poll();
  return lastRun();
}

describe('replay', () => {
  it('says that today’s code decides the same, in words, and names no guest', async () => {
    const { code, text } = await run(['replay', await polled(5, 10)]);
    expect(text).toMatch(
      new RegExp(
        [
          `^Listing    ${feed.listingId}, Vrbo`,
          'Polled     2026-11-23 at 12:45 IST',
          `Answer     ${vrboFeed(TODAY, 5, 10).length} bytes`,
          'Believed   0 bookings before it',
          '',
          'Then',
          '  The calendar is changed.',
          '  It holds 2 stays, 0 blocks, 0 other events.',
          '  New: a stay 2026-11-28 to 2026-11-30 .2 nights.*',
          '  New: a stay 2026-12-03 to 2026-12-05 .2 nights.*',
          '',
          '✓ Today the same would be decided.$',
        ].join('\n'),
      ),
    );
    expect(text).not.toContain('Zubeida');
    expect(code).toBe(0);
  });

  it('names guests to whom asks for them', async () => {
    expect((await run(['replay', await polled(5), '--show-guests'])).text).toContain('Zubeida');
  });

  it('replays what was refused', async () => {
    await polled(5, 10, 15, 20);
    const { text } = await run(['replay', await polled(5)]);
    expect(text).toMatch(/It is not believed; nothing is changed\.\n {2}Because: .*\(suspect\)/);
    expect(text).toContain('✓ Today the same');
    feed.answer = body('<html>Sign in, Zubeida</html>');
    feed.wait(45);
    await feed.poll();
    const failed = await run(['replay', await lastRun()]);
    expect(failed.text).toContain('It cannot be read; nothing is changed.');
    expect(failed.text).not.toContain('Zubeida');
  });

  it('says what differs when another decision was made then', async () => {
    const id = await polled(5, 10);
    const kept = await readKeptPoll(db.pool('sync'), feed.secrets, id);
    if (kept?.raw === null || kept === undefined) throw new Error('nothing was kept');
    // As a release would have left it that did not see the second stay.
    const blind = {
      ...kept,
      raw: { ...kept.raw, body: kept.raw.body.toString('latin1') },
      decided: { ...kept.decided, changes: kept.decided.changes.slice(0, 1) },
    };
    await db.admin.query('UPDATE sync.raw_bodies SET sealed = $2 WHERE sync_run_id = $1', [
      id,
      feed.secrets.sealBytes(gzipSync(JSON.stringify(blind)), rawBodyContext(id)),
    ]);
    const { code, text } = await run(['replay', id]);
    expect(text).toMatch(/! That differs\.\n {2}\+ today: New: a stay 2026-12-03 to 2026-12-05/);
    expect(code).toBe(1);
  });

  it('says why there is nothing to replay', async () => {
    const id = await polled(5);
    expect((await run(['replay', randomUUID()])).text).toMatch(/^Nothing is kept of that run/);
    expect((await run(['replay', 'yesterday'])).code).toBe(2);
    const wrong = await run(['replay', id], { ENCRYPTION_KEY: next.toString('base64') });
    expect(wrong).toEqual({
      code: 1,
      text: 'What was kept of that run cannot be opened: this secret was sealed with another key, or for another row.',
    });
    const away = await run(['replay', id], { DATABASE_URL_SYNC: 'postgres://a:b@127.0.0.1:1/roomnight' });
    expect(away).toEqual({ code: 1, text: 'The database cannot be reached. Is Roomnight running?' });
  });
});

describe('keys', () => {
  it('seals everything again under the next key, after which the old one can go', async () => {
    const id = await polled(5);
    const both = {
      ENCRYPTION_KEY: next.toString('base64'),
      ENCRYPTION_KEYS_OLD: key.toString('base64'),
    };
    expect((await run(['keys', 'status'], both)).text).toContain('is still needed');
    const { text } = await run(['keys', 'rotate'], both);
    expect(text).toMatch(/kept feeds: 1 sealed again/);
    expect(text).toContain('is no longer needed: take it out of ENCRYPTION_KEYS_OLD.');
    const { rows } = await db.admin.query<{ sealed: Buffer }>(
      'SELECT import_url_encrypted AS sealed FROM gateway.listings WHERE id = $1',
      [feed.listingId],
    );
    const box = secretBox({ current: next, old: [] });
    expect(box.open(rows[0]?.sealed ?? Buffer.of(), feed.listingId)).toBe('https://feeds.example/a');
    expect((await run(['replay', id], { ENCRYPTION_KEY: next.toString('base64') })).code).toBe(0);
  });

  it('shows no key, whatever it says', async () => {
    const environment = { ENCRYPTION_KEYS_OLD: next.toString('base64') };
    for (const what of ['status', 'rotate', 'forget']) {
      const { text } = await run(['keys', what], environment);
      expect(text).not.toContain(key.toString('base64').slice(0, 10));
      expect(text).not.toContain(next.toString('base64').slice(0, 10));
    }
  });
});
