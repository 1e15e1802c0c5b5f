import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { gzipSync, brotliCompressSync, deflateSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFeedFetcher, type FeedFetcher, type FeedFetcherOptions } from './fetch-feed.ts';

const secret = 's3cr3t-0123456789abcdef';
const calendar = 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n';
const now = new Date('2026-11-23T06:34:00Z');

let server: Server;
let port: number;
let answer: RequestListener;
let asked: IncomingMessage[];
let fetcher: FeedFetcher | undefined;

beforeEach(async () => {
  asked = [];
  server = createServer((incoming, outgoing) => {
    asked.push(incoming);
    answer(incoming, outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
});

afterEach(async () => {
  await fetcher?.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function fetchFrom(url: string, options: Partial<FeedFetcherOptions> = {}, conditions = {}) {
  fetcher = createFeedFetcher({
    userAgent: 'Mozilla/5.0 (compatible; Roomnight/0.1; +https://example.com)',
    clock: () => now,
    allowPrivate: [`127.0.0.1:${port}`],
    ...options,
  });
  return fetcher.fetch({ url, ...conditions });
}

const here = (path = `/${secret}.ics`) => `http://127.0.0.1:${port}${path}`;

describe('a feed', () => {
  it('arrives with what is needed to ask again', async () => {
    answer = (_, response) =>
      response.writeHead(200, { etag: '"v1"', 'last-modified': now.toUTCString() }).end(calendar);
    expect(await fetchFrom(here())).toEqual({
      kind: 'body',
      status: 200,
      bytes: Buffer.from(calendar),
      wireBytes: calendar.length,
      etag: '"v1"',
      lastModified: now.toUTCString(),
    });
    expect(asked[0]?.headers).toMatchObject({
      'user-agent': 'Mozilla/5.0 (compatible; Roomnight/0.1; +https://example.com)',
    });
    expect(asked[0]?.headers).not.toHaveProperty('cookie');
  });

  it('is not sent again when it did not change', async () => {
    answer = (_, response) => response.writeHead(304).end();
    const conditions = { etag: '"v1"', lastModified: now.toUTCString() };
    expect(await fetchFrom(here(), {}, conditions)).toEqual({ kind: 'not-modified' });
    expect(asked[0]?.headers).toMatchObject({
      'if-none-match': '"v1"',
      'if-modified-since': now.toUTCString(),
    });
  });

  it('cannot be unchanged when nothing was said of an older one', async () => {
    answer = (_, response) => response.writeHead(304).end();
    expect(await fetchFrom(here())).toMatchObject({ kind: 'failed', class: 'http_status', status: 304 });
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
  ])('is unpacked from %s', async (encoding, pack) => {
    const packed = pack(Buffer.from(calendar));
    answer = (_, response) => response.writeHead(200, { 'content-encoding': encoding }).end(packed);
    const result = await fetchFrom(here());
    expect(result).toMatchObject({ kind: 'body', bytes: Buffer.from(calendar), wireBytes: packed.length });
  });
});

describe('a bad answer', () => {
  it('of a status keeps its Retry-After, in seconds or as a date', async () => {
    answer = (_, response) => response.writeHead(429, { 'retry-after': '120' }).end('slow down');
    expect(await fetchFrom(here())).toEqual({
      kind: 'failed',
      class: 'http_status',
      status: 429,
      retryAfterSeconds: 120,
      message: 'The server answered 429.',
    });
    answer = (_, response) =>
      response.writeHead(503, { 'retry-after': 'Mon, 23 Nov 2026 06:35:30 GMT' }).end();
    expect(await fetchFrom(here())).toMatchObject({ status: 503, retryAfterSeconds: 90 });
  });

  it('is cut at the limit, packed or not', async () => {
    answer = (_, response) => response.end('x'.repeat(2_000));
    expect(await fetchFrom(here(), { maxBytes: 1_000 })).toMatchObject({ class: 'too_large' });
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    answer = (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    expect(await fetchFrom(here())).toMatchObject({ kind: 'failed', class: 'too_large' });
  });

  it('that drips or never begins ends at the deadline', async () => {
    const late = 'The feed did not arrive in time.';
    answer = (_, response) => response.write('BEGIN:VCALENDAR\r\n');
    expect(await fetchFrom(here(), { deadlineMs: 100 })).toMatchObject({ class: 'transport', message: late });
    answer = () => undefined;
    expect(await fetchFrom(here(), { deadlineMs: 100 })).toMatchObject({ class: 'transport', message: late });
  });

  it.each([
    [
      'is cut off',
      (response) =>
        response.writeHead(200, { 'content-length': 99 }).write('BEGIN', () => response.destroy()),
    ],
    ['hangs up', (response) => response.destroy()],
    ['is not gzip', (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip')],
    ['is packed unasked', (response) => response.writeHead(200, { 'content-encoding': 'zstd' }).end('x')],
  ] satisfies [string, (response: Parameters<RequestListener>[1]) => unknown][])(
    'that %s is a failed transport',
    async (_case, respond) => {
      answer = (_request, response) => void respond(response);
      expect(await fetchFrom(here())).toMatchObject({ kind: 'failed', class: 'transport' });
    },
  );
});

describe('redirects', () => {
  it('are followed three times, by hand', async () => {
    answer = ({ url = '' }, response) => {
      const left = Number(url.slice(1));
      if (left === 0) response.end(calendar);
      else response.writeHead(302, { location: `/${left - 1}` }).end();
    };
    expect(await fetchFrom(here('/3'))).toMatchObject({ kind: 'body' });
    expect(await fetchFrom(here('/4'))).toMatchObject({
      class: 'transport',
      message: 'The server redirects more than 3 times.',
    });
  });

  it.each([
    ['http://127.0.0.1:1/', 'blocked'],
    ['http://[::1]/', 'blocked'],
    ['http://0x7f000001/', 'blocked'],
    ['http://169.254.169.254/latest/meta-data/', 'blocked'],
    ['file:///etc/passwd', 'blocked'],
    ['http://user:password@example.com/', 'blocked'],
    ['http://', 'transport'],
    ['', 'transport'],
  ])('to %j are %s', async (location, failure) => {
    answer = (_, response) => response.writeHead(301, { location }).end();
    expect(await fetchFrom(here())).toMatchObject({ kind: 'failed', class: failure });
    expect(asked).toHaveLength(1);
  });
});

describe('a name', () => {
  const names = (...addresses: string[]) => ({
    allowPrivate: [],
    resolve: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
  });

  it.each([
    ['127.0.0.1'],
    ['10.0.0.7'],
    ['::1'],
    ['::ffff:127.0.0.1'],
    ['64:ff9b::7f00:1'],
    ['169.254.169.254'],
  ])('that leads to %s is refused, also beside a public address', async (address) => {
    const blocked = { kind: 'failed', class: 'blocked' };
    expect(await fetchFrom(`http://feeds.example/${secret}`, names(address))).toMatchObject(blocked);
    expect(await fetchFrom(`http://feeds.example/${secret}`, names('203.0.114.1', address))).toMatchObject(
      blocked,
    );
  });

  it('is looked up once: the address that was checked is the one that is connected to', async () => {
    answer = (_, response) => response.end(calendar);
    let looked = 0;
    const turning: Partial<FeedFetcherOptions> = {
      allowPrivate: [],
      deadlineMs: 300,
      resolve: async () => [{ address: looked++ === 0 ? '192.0.3.1' : '127.0.0.1', family: 4 }],
    };
    expect(await fetchFrom(`http://feeds.example/${secret}`, turning)).toMatchObject({ kind: 'failed' });
    expect(looked).toBe(1);
    expect(asked).toEqual([]);
  });

  it('that does not exist is a failure of the DNS', async () => {
    const missing = {
      allowPrivate: [],
      resolve: async () => {
        throw Object.assign(new Error(`queryA ENOTFOUND ${secret}`), { code: 'ENOTFOUND' });
      },
    };
    expect(await fetchFrom('http://feeds.example/', missing)).toMatchObject({
      class: 'transport',
      message: 'The server’s name could not be found.',
    });
  });

  it('is not needed to refuse an address', async () => {
    answer = (_, response) => response.end(calendar);
    for (const host of ['127.0.0.1', '2130706433', '[::ffff:127.0.0.1]', 'localhost']) {
      expect(await fetchFrom(`http://${host}/`, { allowPrivate: [] })).toMatchObject({ class: 'blocked' });
    }
    expect(asked).toEqual([]);
  });
});

it('never tells the secret of an address', async () => {
  answer = (_, response) => response.writeHead(404).end(`no ${secret}`);
  const results = [
    await fetchFrom(here()),
    await fetchFrom(`http://127.0.0.1:1/${secret}`),
    await fetchFrom(`https://${secret}@example.com/`),
    await fetchFrom(`http://127.0.0.1:${port}/${secret}`, { allowPrivate: ['127.0.0.1:1'] }),
    await fetchFrom(`https://127.0.0.1:${port}/${secret}`),
  ];
  for (const result of results) expect(result.kind).toBe('failed');
  expect(JSON.stringify(results)).not.toContain(secret);
});
