import { Agent, request, type Dispatcher } from 'undici';
import { isAllowed, parseImportUrl } from '@roomnight/platforms/import-url';
import { failureOf } from './fetch-failure.ts';
import { failedFetch, type FetchFailure, type FetchResult } from './fetch-result.ts';
import { publicLookup, resolveBySystem, type Resolve } from './public-lookup.ts';
import { receiveBody } from './response-body.ts';
import { retryAfterSeconds } from './retry-after.ts';

export interface FeedFetcherOptions {
  readonly userAgent: string;
  readonly clock: () => Date;
  /** `host:port` pairs that may be private and on any port. */
  readonly allowPrivate: readonly string[];
  /** For everything: names, connection, redirects, body. */
  readonly deadlineMs?: number;
  /** Of a body, unpacked. */
  readonly maxBytes?: number;
  readonly resolve?: Resolve;
}

export interface FetchFeedRequest {
  /** A secret. http, https or webcal. */
  readonly url: string;
  /** Of the last body that was read well. */
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

/** Fetches feeds from the public internet, and from nowhere else. */
export interface FeedFetcher {
  fetch(feed: FetchFeedRequest): Promise<FetchResult>;
  close(): Promise<void>;
}

type Headers = Dispatcher.ResponseData['headers'];

const mostRedirects = 3;
const redirects = new Set([301, 302, 303, 307, 308]);
/** Enough to keep the connection when an answer without interest is short. */
const drainBytes = 64 * 1024;

export function createFeedFetcher(options: FeedFetcherOptions): FeedFetcher {
  const { userAgent, clock, allowPrivate, deadlineMs = 20_000, maxBytes = 5 * 1024 * 1024 } = options;
  const guarded = new Agent({ connect: { lookup: publicLookup(options.resolve ?? resolveBySystem) } });
  const trusting = new Agent();

  async function fetch(feed: FetchFeedRequest): Promise<FetchResult> {
    const late = new AbortController();
    // Raced, because a request that waits for its connection, or for a name, does not end when it is aborted.
    const { promise: deadline, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      const timeout = new DOMException('The deadline has passed', 'TimeoutError');
      late.abort(timeout);
      reject(timeout);
    }, deadlineMs);
    try {
      return await Promise.race([follow(feed, late.signal), deadline]);
    } catch (error) {
      const failure = failureOf(late.signal.aborted ? late.signal.reason : error);
      // Closes the connection of an answer that nobody goes on reading.
      late.abort();
      return failure;
    } finally {
      clearTimeout(timer);
    }
  }

  async function follow(feed: FetchFeedRequest, signal: AbortSignal): Promise<FetchResult> {
    let address = feed.url;
    for (let hop = 0; hop <= mostRedirects; hop++) {
      // A literal address never meets the guarded look-up, so every hop is checked before it is taken.
      const target = parseImportUrl(address, allowPrivate);
      if (!target.ok)
        return failedFetch('blocked', hop === 0 ? target.message : `Redirected: ${target.message}`);
      const response = await ask(new URL(target.url), feed, signal);
      if (!redirects.has(response.statusCode)) return await answerOf(response, feed);
      await response.body.dump({ limit: drainBytes, signal });
      const next = nextHop(target.url, response.headers);
      if (typeof next !== 'string') return next;
      address = next;
    }
    return failedFetch('transport', `The server redirects more than ${mostRedirects} times.`);
  }

  function ask(url: URL, { etag, lastModified }: FetchFeedRequest, signal: AbortSignal) {
    return request(url, {
      dispatcher: isAllowed(url, allowPrivate) ? trusting : guarded,
      signal,
      headers: {
        'user-agent': userAgent,
        accept: 'text/calendar, text/plain;q=0.9, */*;q=0.5',
        'accept-encoding': 'gzip, br, deflate',
        ...(etag && { 'if-none-match': etag }),
        ...(lastModified && { 'if-modified-since': lastModified }),
      },
    });
  }

  async function answerOf(
    { statusCode, headers, body }: Dispatcher.ResponseData,
    feed: FetchFeedRequest,
  ): Promise<FetchResult> {
    if (statusCode === 200) {
      const received = await receiveBody(body, header(headers, 'content-encoding'), maxBytes);
      const [etag, lastModified] = [header(headers, 'etag'), header(headers, 'last-modified')];
      return { kind: 'body', status: statusCode, ...received, etag, lastModified };
    }
    // Not awaited, and with a time of its own: the status and its headers hold, whatever becomes of the rest.
    body.dump({ limit: drainBytes, signal: AbortSignal.timeout(deadlineMs) }).catch(() => body.destroy());
    if (statusCode === 304 && (feed.etag || feed.lastModified)) return { kind: 'not-modified' };
    const wait = retryAfterSeconds(header(headers, 'retry-after'), clock());
    return {
      ...failedFetch('http_status', `The server answered ${statusCode}.`),
      status: statusCode,
      ...(wait !== undefined && { retryAfterSeconds: wait }),
    };
  }

  return {
    fetch,
    async close() {
      await Promise.all([guarded.destroy(), trusting.destroy()]);
    },
  };
}

function nextHop(from: string, headers: Headers): string | FetchFailure {
  const next = URL.parse(header(headers, 'location') ?? '', from);
  if (!next || !header(headers, 'location')) {
    return failedFetch('transport', 'The server redirects to nowhere.');
  }
  if (from.startsWith('https:') && next.protocol === 'http:') {
    return failedFetch('blocked', 'The server redirects from https to unencrypted http.');
  }
  return next.href;
}

function header(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
