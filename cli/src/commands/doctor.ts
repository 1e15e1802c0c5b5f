import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { platforms } from '@roomnight/platforms/registry';
import { systemClock } from '@roomnight/runtime/clock';
import { readEnv } from '@roomnight/runtime/env';
import { feedEnv } from '@roomnight/runtime/feed-env';
import { type Examined, examine } from '@roomnight/sync-worker/doctor/examine';
import { createFeedFetcher } from '@roomnight/sync-worker/fetching/fetch-feed';
import { createParserPool } from '@roomnight/sync-worker/reading/parser-pool';
import { type Command, CommandFailure, UsageError } from '../command.ts';
import { reportText } from '../report-text.ts';

const largestFile = 5 * 1024 * 1024;
const readable = platforms.filter(({ ical }) => ical !== undefined);

/** A dry run on a feed. Needs no database and changes nothing. */
export const doctor: Command = {
  usage: '<url|file.ics> [--platform <key>] [--json]',
  about:
    'Says what a feed holds, what is odd about it, and whether it can be imported (exit code 0) or not (1).',
  async run(args, { print, folder, environment }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { platform: { type: 'string' }, json: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [source] = positionals;
    if (source === undefined || positionals.length > 1) throw new UsageError('Give one address or one file.');
    const platform = platformOf(values.platform);
    const env = readEnv(z.object(feedEnv), environment);
    const allowPrivate = env.FEED_ALLOW_PRIVATE;
    const feed: Examined = isAddress(source)
      ? { url: source }
      : { body: await bytesOf(resolve(folder, source), source) };
    const fetcher = createFeedFetcher({ userAgent: env.FEED_USER_AGENT, clock: systemClock, allowPrivate });
    const parsers = createParserPool({ threads: 1 });
    try {
      const examining = { fetcher, parsers, clock: systemClock, allowPrivate };
      const report = await examine(examining, { feed, platform });
      print(values.json ? JSON.stringify(report, null, 2) : reportText(report));
      return report.verdict === 'not_importable' ? 1 : 0;
    } finally {
      await Promise.all([fetcher.close(), parsers.close()]);
    }
  },
};

function isAddress(source: string): boolean {
  return /^(?:https?|webcals?):/i.test(source);
}

function platformOf(key: string | undefined) {
  if (key === undefined) return undefined;
  const platform = readable.find((candidate) => candidate.key === key);
  if (platform) return platform;
  throw new UsageError(
    `No platform with feeds is called "${key}": ${readable.map((each) => each.key).join(', ')}.`,
  );
}

async function bytesOf(path: string, shown: string): Promise<Buffer> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new CommandFailure(`There is no file ${shown}.`);
  if (found.size > largestFile) throw new CommandFailure(`${shown} is larger than 5 MB.`);
  return readFile(path);
}
