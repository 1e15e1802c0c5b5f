import type { SyncErrorClass } from '@roomnight/contracts/sync-error';
import type { IcalPlatform } from '@roomnight/platforms/platform';
import type { Clock } from '@roomnight/runtime/clock';
import type { FeedFetcher } from '../fetching/fetch-feed.ts';
import type { ParserPool } from '../reading/parser-pool.ts';
import { type ReadBy, readFeed } from '../reading/read-feed.ts';
import type { Reading } from '../reading/reading.ts';
import { bodyHash } from './body-hash.ts';
import type { Feed } from './feed.ts';
import type { PollOutcome } from './record-poll.ts';

/** A body as it came. */
export interface RawBody {
  body: Buffer;
  hash: string;
  readBy: ReadBy;
}

/** A feed that brought nothing to judge. */
export interface Failure {
  is: 'failure';
  class: SyncErrorClass;
  message: string;
  httpStatus: number | null;
  bytes: number;
  retryAfterSeconds?: number | undefined;
  /** Of an answer that could not be read. */
  raw?: RawBody;
}

/** What a feed answered, read and not yet judged. */
export type Answer =
  | { is: 'unmodified'; httpStatus: number; bytes: number; validators?: PollOutcome['validators'] }
  | {
      is: 'reading';
      reading: Reading;
      raw: RawBody;
      httpStatus: number;
      bytes: number;
      validators: PollOutcome['validators'];
    };

export type Said = Failure | Answer;

export interface Asking {
  fetcher: FeedFetcher;
  parsers: ParserPool;
  clock: Clock;
}

/** Fetches a feed, conditionally where it was read before, and reads what is new. Its failure is an answer too. */
export async function askFeed(
  { fetcher, parsers, clock }: Asking,
  { url, listingId }: { url: string; listingId: string },
  feed: Feed,
  { dialect }: IcalPlatform,
): Promise<Said> {
  const fetched = await fetcher.fetch({
    url,
    etag: feed.etag ?? undefined,
    lastModified: feed.lastModified ?? undefined,
  });
  if (fetched.kind === 'failed') {
    const { class: failure, message, status = null, retryAfterSeconds } = fetched;
    return { is: 'failure', class: failure, message, httpStatus: status, bytes: 0, retryAfterSeconds };
  }
  if (fetched.kind === 'not-modified') return { is: 'unmodified', httpStatus: 304, bytes: 0 };
  const { bytes, wireBytes, status: httpStatus, etag, lastModified } = fetched;
  const hash = await bodyHash(bytes);
  const validators = { etag, lastModified, bodyHash: hash };
  if (hash === feed.bodyHash) return { is: 'unmodified', httpStatus, bytes: wireBytes, validators };
  const readBy: ReadBy = { now: clock(), bookingWindowDays: feed.bookingWindowDays ?? undefined };
  const reading = await readFeed({ body: bytes, dialect, feed: listingId, parsers, ...readBy });
  const raw = { body: bytes, hash, readBy };
  if (!reading.ok) {
    const { class: failure, message } = reading;
    return { is: 'failure', class: failure, message, httpStatus, bytes: wireBytes, raw };
  }
  return { is: 'reading', reading, httpStatus, bytes: wireBytes, validators, raw };
}
