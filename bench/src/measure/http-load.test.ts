import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { notModifiedRate } from './http-load.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  open.push(() => server.close());
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

const request = (path: string) => `GET ${path} HTTP/1.1\r\nhost: bench\r\n\r\n`;

test('counts what the server answered, over all paths', async () => {
  const seen: string[] = [];
  const port = await serve(({ url = '' }, response) => {
    seen.push(url);
    response.writeHead(304).end();
  });
  const rate = await notModifiedRate({
    port,
    requests: [request('/a'), request('/b')],
    connections: 3,
    forMs: 100,
  });
  expect(new Set(seen)).toEqual(new Set(['/a', '/b']));
  expect(rate).toBeGreaterThan(0);
  expect(rate).toBeLessThanOrEqual(seen.length * 10);
});

test('does not count another answer as one', async () => {
  const port = await serve((_request, response) => response.writeHead(429).end());
  const load = notModifiedRate({ port, requests: [request('/a')], connections: 1, forMs: 100 });
  await expect(load).rejects.toThrow('Not a 304 but: HTTP/1.1 429');
});
