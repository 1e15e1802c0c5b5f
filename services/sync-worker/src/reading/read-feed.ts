import { istNight } from '@roomnight/calendar/night';
import type { Dialect } from '@roomnight/platforms/feed';
import { openEnvelope } from './envelope.ts';
import type { ParserPool } from './parser-pool.ts';
import { readingOf } from './reading-of.ts';
import type { Reading, ReadFailure } from './reading.ts';

export interface ReadFeedRequest {
  readonly body: Uint8Array;
  readonly dialect: Dialect;
  /** When the body was fetched. */
  readonly now: Date;
  /** Of the feed's last reading, if it told. */
  readonly bookingWindowDays?: number | undefined;
  /** Names the feed over time, such as its listing's id: one that was slow to read keeps no other waiting. */
  readonly feed?: string | undefined;
  readonly parsers: ParserPool;
}

/** What a body is read by besides its platform. */
export type ReadBy = Omit<ReadFeedRequest, 'body' | 'dialect' | 'feed' | 'parsers'>;

/** What a body says, in the platform's own dialect, or why it says nothing. */
export async function readFeed({
  body,
  dialect,
  now,
  bookingWindowDays,
  feed,
  parsers,
}: ReadFeedRequest): Promise<Reading | ReadFailure> {
  const envelope = openEnvelope(body);
  if (!envelope.ok) return envelope;
  const { calendar } = envelope;
  const today = istNight(now);
  const judged = await parsers.read({ calendar, today, dialect: dialect.name, bookingWindowDays, feed });
  return judged.ok ? readingOf(judged) : judged;
}
