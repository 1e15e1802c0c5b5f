import { istNight } from '@roomnight/calendar/night';
import type { FeedReport } from '@roomnight/contracts/feed-report';
import type { SyncErrorClass } from '@roomnight/contracts/sync-error';
import { parseImportUrl } from '@roomnight/platforms/import-url';
import type { Platform } from '@roomnight/platforms/platform';
import type { Clock } from '@roomnight/runtime/clock';
import type { FeedFetcher } from '../fetching/fetch-feed.ts';
import { openEnvelope } from '../reading/envelope.ts';
import type { ParserPool } from '../reading/parser-pool.ts';
import { diagnose, notACalendar } from './diagnose.ts';
import type { Destination } from './effect.ts';
import { stampsOf } from './freshness.ts';

/** A feed to look at: its address, which is a secret, or its bytes. */
export type Examined = { readonly url: string } | { readonly body: Uint8Array };

export interface Examining {
  readonly fetcher: FeedFetcher;
  readonly parsers: ParserPool;
  readonly clock: Clock;
  readonly allowPrivate: readonly string[];
}

export interface ExamineRequest {
  readonly feed: Examined;
  readonly platform?: Platform | undefined;
  readonly destination?: Destination | undefined;
}

/** Fetches a feed where it has to, by the same guarded way as a poll, and says what there is to say of it. */
export async function examine(
  { fetcher, parsers, clock, allowPrivate }: Examining,
  { feed, platform, destination }: ExamineRequest,
): Promise<FeedReport> {
  const got = 'url' in feed ? await fetched(fetcher, feed.url, allowPrivate) : ofFile(feed.body);
  if (!got.ok) return notACalendar(got, 0);
  const { body, host, conditional } = got;
  const now = clock();
  const today = istNight(now);
  const envelope = openEnvelope(body);
  const parsed = envelope.ok ? await parsers.parse({ calendar: envelope.calendar, today }) : envelope;
  return diagnose({
    parsed,
    bytes: body.length,
    host,
    platform,
    destination,
    freshness: { ...stampsOf(body), conditional },
    now,
    today,
  });
}

type Got =
  | {
      readonly ok: true;
      readonly body: Uint8Array;
      readonly host?: string;
      readonly conditional: boolean | null;
    }
  | { readonly ok: false; readonly class: SyncErrorClass; readonly message: string };

function ofFile(body: Uint8Array): Got {
  return { ok: true, body, conditional: null };
}

async function fetched(fetcher: FeedFetcher, url: string, allowPrivate: readonly string[]): Promise<Got> {
  const address = parseImportUrl(url, allowPrivate);
  if (!address.ok) return { ok: false, class: 'blocked', message: address.message };
  const answer = await fetcher.fetch({ url: address.url });
  if (answer.kind === 'failed') return { ok: false, class: answer.class, message: answer.message };
  // Without a validator in the question, no server answers "not modified".
  if (answer.kind === 'not-modified') throw new Error('unreachable: nothing was asked conditionally');
  const { bytes: body, etag, lastModified } = answer;
  const conditional = etag !== undefined || lastModified !== undefined;
  return { ok: true, body, host: address.host, conditional };
}
