import { platformOf } from '@roomnight/platforms/registry';
import type { ParserPool } from '../reading/parser-pool.ts';
import { readFeed } from '../reading/read-feed.ts';
import { evaluate } from '../rules/evaluate.ts';
import { summaryOf } from './judge-poll.ts';
import type { Decided, KeptPoll } from './kept-poll.ts';

/**
 * Reads and judges a kept poll again with today's code, by the clock, the settings and what was believed then. Nothing is
 * written. Bookings that are new get ids of no meaning.
 *
 * @throws {UnknownPlatformError}
 */
export async function replayPoll({ platform, raw, basis }: KeptPoll, parsers: ParserPool): Promise<Decided> {
  const { ical } = platformOf(platform);
  if (ical === undefined) throw new Error(`${platform.name} has no feeds any more`);
  const reading = raw && (await readFeed({ ...raw.readBy, body: raw.body, dialect: ical.dialect, parsers }));
  if (reading?.ok === false) {
    const { class: failure, message } = reading;
    return { outcome: 'failed', message, changes: [], error: { class: failure, message } };
  }
  let bookings = 0;
  const evaluation = evaluate({
    ...basis,
    reading: reading ?? 'not_modified',
    newId: () => `new-${(bookings += 1)}`,
  });
  const { changes, questions, sentence } = evaluation;
  const common = { message: sentence, changes, read: reading ? summaryOf(reading, questions) : undefined };
  if (evaluation.health === 'suspect') {
    return { ...common, outcome: 'suspect', error: { class: 'suspect', message: questions.join(' ') } };
  }
  return { ...common, outcome: changes.length > 0 ? 'changed' : 'unchanged' };
}
