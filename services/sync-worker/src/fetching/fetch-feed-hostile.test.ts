import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { drip, fetcherFor, rawServer, webServer } from './test-web-server.ts';

const calendar = 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n';
const late = { kind: 'failed', class: 'transport', message: 'The feed did not arrive in time.' };

describe('a server that takes its time', () => {
  it.each([
    ['in its headers', 'HTTP/1.1 200 OK\r\nx-slow: ', 'a'],
    ['in its body', 'HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n', 'B'],
    ['in chunks', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n', '1\r\nB\r\n'],
    ['in endless interim answers', '', 'HTTP/1.1 102 Processing\r\n\r\n'],
  ])('%s is left at the deadline, and its connection closed', async (_where, begin, piece) => {
    await using server = await rawServer((socket) => {
      socket.write(begin);
      drip(socket, piece);
    });
    await using fetcher = fetcherFor([server], { deadlineMs: 150 });
    expect(await fetcher.fetch({ url: `http://${server.host}/` })).toMatchObject(late);
    await expect.poll(() => server.open.size).toBe(0);
  });

  it('has one time for all its redirects', async () => {
    await using server = await webServer(({ url }, response) => {
      setTimeout(() => response.writeHead(302, { location: `${url}x` }).end(), 60);
    });
    await using fetcher = fetcherFor([server], { deadlineMs: 150 });
    expect(await fetcher.fetch({ url: `http://${server.host}/` })).toMatchObject(late);
    expect(server.asked.length).toBeLessThan(4);
  });

  it('over the body of a refusal is refusing all the same, and says for how long', async () => {
    const head = 'HTTP/1.1 429 Too Many Requests\r\nretry-after: 600\r\ncontent-length: 1000\r\n\r\n';
    const refused = { class: 'http_status', status: 429, retryAfterSeconds: 600 };
    await using slow = await rawServer((socket) => {
      socket.write(head);
      drip(socket, 's');
    });
    await using cut = await rawServer((socket) => socket.end(`${head}slow down`));
    await using fetcher = fetcherFor([slow, cut], { deadlineMs: 150 });
    expect(await fetcher.fetch({ url: `http://${slow.host}/` })).toMatchObject(refused);
    expect(await fetcher.fetch({ url: `http://${cut.host}/` })).toMatchObject(refused);
  });
});

describe('a server that sends too much', () => {
  const zeros = Buffer.alloc(40_000_000);
  it.each([
    ['gzip', gzipSync(zeros)],
    ['br', brotliCompressSync(zeros)],
    ['deflate', deflateSync(zeros)],
  ])('in a bomb of %s is cut off at 5 MB', async (encoding, bomb) => {
    expect(bomb.length).toBeLessThan(100_000);
    await using server = await webServer((_, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(bomb),
    );
    await using fetcher = fetcherFor([server]);
    expect(await fetcher.fetch({ url: `http://${server.host}/` })).toMatchObject({ class: 'too_large' });
  });

  it('without an end is cut off, and its connection closed', async () => {
    await using server = await rawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      drip(socket, 'BEGIN:VEVENT\r\n'.repeat(100));
    });
    await using fetcher = fetcherFor([server], { maxBytes: 5_000 });
    expect(await fetcher.fetch({ url: `http://${server.host}/` })).toMatchObject({ class: 'too_large' });
    await expect.poll(() => server.open.size).toBe(0);
  });

  it('in a coding that nobody asked for is not read, and its connection closed', async () => {
    await using server = await rawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-encoding: zstd\r\ncontent-length: 100000000\r\n\r\n');
      drip(socket, 'z'.repeat(1_000));
    });
    await using fetcher = fetcherFor([server]);
    expect(await fetcher.fetch({ url: `http://${server.host}/` })).toMatchObject({
      class: 'transport',
      message: 'The server packed the feed in a way that cannot be read.',
    });
    await expect.poll(() => server.open.size).toBe(0);
  });

  it('of headers is a failed transport', async () => {
    await using server = await rawServer((socket) =>
      socket.write(`HTTP/1.1 200 OK\r\nx: ${'a'.repeat(100_000)}\r\n\r\n`),
    );
    await using fetcher = fetcherFor([server]);
    expect(await fetcher.fetch({ url: `http://${server.host}/` })).toMatchObject({ class: 'transport' });
  });
});

describe('a server that contradicts itself', () => {
  it('with a body under a 304 is believed the 304, and cannot put words into its next answer', async () => {
    const smuggled = `HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil`;
    await using server = await rawServer((socket, request) =>
      socket.write(
        request === 1
          ? `HTTP/1.1 304 Not Modified\r\ncontent-length: ${smuggled.length}\r\n\r\n${smuggled}`
          : `HTTP/1.1 200 OK\r\ncontent-length: ${calendar.length}\r\n\r\n${calendar}`,
      ),
    );
    await using fetcher = fetcherFor([server]);
    const url = `http://${server.host}/`;
    expect(await fetcher.fetch({ url, etag: '"v1"' })).toEqual({ kind: 'not-modified' });
    expect(await fetcher.fetch({ url })).toMatchObject({ bytes: Buffer.from(calendar) });
  });

  it('with a packed body that is cut off has failed, and half of it is not believed', async () => {
    const packed = gzipSync(Buffer.from(calendar.repeat(50)));
    await using server = await webServer((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed.subarray(0, -12)),
    );
    await using fetcher = fetcherFor([server]);
    expect(await fetcher.fetch({ url: `http://${server.host}/` })).toMatchObject({
      kind: 'failed',
      class: 'transport',
    });
  });

  it('leading in a circle is followed three times', async () => {
    await using server = await webServer(({ url }, response) =>
      response.writeHead(301, { location: url === '/a' ? '/b' : '/a' }).end(),
    );
    await using fetcher = fetcherFor([server]);
    expect(await fetcher.fetch({ url: `http://${server.host}/a` })).toMatchObject({
      class: 'transport',
      message: 'The server redirects more than 3 times.',
    });
    expect(server.asked).toHaveLength(4);
  });

  it('with an ETag and a date of strange letters gets them back as they came', async () => {
    const conditions = { etag: '"日本"', lastModified: 'à l’été' };
    const heard: string[] = [];
    await using server = await rawServer((socket, request, said) => {
      heard.push(said.toString());
      socket.write(
        request === 1
          ? `HTTP/1.1 200 OK\r\netag: ${conditions.etag}\r\nlast-modified: ${conditions.lastModified}\r\ncontent-length: ${calendar.length}\r\n\r\n${calendar}`
          : 'HTTP/1.1 304 Not Modified\r\n\r\n',
      );
    });
    await using fetcher = fetcherFor([server]);
    const url = `http://${server.host}/`;
    const first = await fetcher.fetch({ url });
    if (first.kind !== 'body') throw new Error('the first answer has a body');
    const { etag, lastModified } = first;
    expect(await fetcher.fetch({ url, etag, lastModified })).toEqual({ kind: 'not-modified' });
    expect(heard[1]).toContain(`if-none-match: ${conditions.etag}\r\n`);
    expect(heard[1]).toContain(`if-modified-since: ${conditions.lastModified}\r\n`);
  });
});
