import { parseArgs } from 'node:util';
import { z } from 'zod';
import { secretBox, UnreadableSecret } from '@roomnight/database/secret-box';
import { encryptionEnv, readEnv } from '@roomnight/runtime/env';
import { readKeptPoll } from '@roomnight/sync-worker/feed/kept-poll';
import { replayPoll } from '@roomnight/sync-worker/feed/replay-poll';
import { createParserPool } from '@roomnight/sync-worker/reading/parser-pool';
import { type Command, CommandFailure, UsageError } from '../command.ts';
import { replayText } from '../replay-text.ts';
import { withDatabase } from '../with-database.ts';

const schema = z.object({
  ...encryptionEnv,
  DATABASE_URL_SYNC: z.string('give the URL of the role roomnight_sync'),
});

/** One poll, decided again with today's code. Nothing is fetched and nothing is written. */
export const replay: Command = {
  usage: '<sync run id> [--show-guests]',
  about:
    'Reads and judges again what a feed answered at one poll, and says what was decided then, what would be now (exit code 0: the same, 1: not), and why.',
  async run(args, { print, environment }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { 'show-guests': { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [run] = positionals;
    if (run === undefined || positionals.length > 1 || !z.uuid().safeParse(run).success) {
      throw new UsageError('Give the id of one sync run, as the sync log of its listing shows it.');
    }
    const env = readEnv(schema, environment);
    const secrets = secretBox({ current: env.ENCRYPTION_KEY, old: env.ENCRYPTION_KEYS_OLD });
    const kept = await withDatabase(env.DATABASE_URL_SYNC, (pool) => readKeptPoll(pool, secrets, run)).catch(
      (error: unknown) => {
        if (!(error instanceof UnreadableSecret)) throw error;
        throw new CommandFailure(`What was kept of that run cannot be opened: ${error.message}.`);
      },
    );
    if (kept === undefined) {
      throw new CommandFailure(
        'Nothing is kept of that run: only polls that changed something or were not believed are kept, the last few of each listing.',
      );
    }
    const parsers = createParserPool({ threads: 1 });
    try {
      const { text, same } = replayText(kept, await replayPoll(kept, parsers), values['show-guests']);
      print(text);
      return same ? 0 : 1;
    } finally {
      await parsers.close();
    }
  },
};
