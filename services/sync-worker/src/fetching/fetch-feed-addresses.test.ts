import { afterEach, expect, it, vi } from 'vitest';
import { PRIVATE_SPELLINGS } from '@roomnight/platforms/private-spellings.test-data';
import { publicLookup, type ResolvedAddress } from './public-lookup.ts';
import { fetcherFor, webServer } from './test-web-server.ts';

const calendar = 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n';
const blocked = { kind: 'failed', class: 'blocked' };
const publicAddress: ResolvedAddress = { address: '192.0.3.1', family: 4 };
const loopback: ResolvedAddress = { address: '127.0.0.1', family: 4 };

afterEach(() => vi.unstubAllEnvs());

it('reaches no private address, however it is spelled, neither at once nor by a redirect', async () => {
  let location = '';
  await using server = await webServer((_, response) => {
    // A header is bytes: servers send UTF-8 in it, Node only characters of one byte.
    response.writeHead(302, { location: Buffer.from(location).toString('latin1') }).end();
  });
  await using fetcher = fetcherFor([server]);
  for (const spelling of PRIVATE_SPELLINGS) {
    location = `http://${spelling}/`;
    expect(await fetcher.fetch({ url: location }), spelling).toMatchObject(blocked);
    // What a header does not hold as it was written leads nowhere.
    const refused = /[^ -~]/.test(spelling) ? { kind: 'failed', class: 'transport' } : blocked;
    expect(await fetcher.fetch({ url: `http://${server.host}/` }), spelling).toMatchObject(refused);
  }
  expect(server.asked).toHaveLength(PRIVATE_SPELLINGS.length);
});

it('is not led to another port of a server that may be private', async () => {
  await using inner = await webServer((_, response) => response.end(calendar));
  await using server = await webServer((_, response) =>
    response.writeHead(302, { location: `http://${inner.host}/` }).end(),
  );
  await using fetcher = fetcherFor([server]);
  expect(await fetcher.fetch({ url: `http://${server.host}/` })).toMatchObject(blocked);
  expect(inner.asked).toEqual([]);
});

it('looks a name up again for each connection, and refuses it once it leads inside', async () => {
  await using server = await webServer((_, response) => response.end(calendar));
  const answers = [publicAddress, loopback];
  let looked = 0;
  await using fetcher = fetcherFor([], {
    deadlineMs: 100,
    resolve: async () => [answers[looked++] ?? loopback],
  });
  // Every port but the web's is refused before anything is looked up; the name alone decides here.
  const first = await fetcher.fetch({ url: 'http://turning.example/' });
  const second = await fetcher.fetch({ url: 'http://turning.example/' });
  expect([first.kind, second.kind]).toEqual(['failed', 'failed']);
  expect(server.asked).toEqual([]);
});

it.each([true, false])('hands a socket the addresses that were checked, no others (all: %s)', async (all) => {
  let looked = 0;
  const lookup = publicLookup(async () => {
    looked++;
    return looked === 1 ? [publicAddress] : [loopback];
  });
  const look = () =>
    new Promise((resolve) =>
      lookup('turning.example', { all }, (error, address) => resolve(error ?? address)),
    );
  expect(await look()).toEqual(all ? [publicAddress] : publicAddress.address);
  expect(await look()).toMatchObject({ name: 'PrivateAddressError' });
  expect(looked).toBe(2);
});

it('gives up a name that is not found by the deadline', async () => {
  const { promise: never, reject: end } = Promise.withResolvers<ResolvedAddress[]>();
  await using fetcher = fetcherFor([], { deadlineMs: 50, resolve: () => never });
  const began = performance.now();
  expect(await fetcher.fetch({ url: 'http://feeds.example/' })).toMatchObject({
    class: 'transport',
    message: 'The feed did not arrive in time.',
  });
  expect(performance.now() - began).toBeLessThan(2_000);
  end(new Error('the test is over'));
});

it('goes through no proxy that the environment names', async () => {
  await using proxy = await webServer((_, response) => response.end('through a proxy'));
  await using server = await webServer((_, response) => response.end(calendar));
  for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'ALL_PROXY', 'all_proxy']) {
    vi.stubEnv(name, `http://${proxy.host}`);
  }
  vi.stubEnv('NODE_USE_ENV_PROXY', '1');
  await using fetcher = fetcherFor([server, proxy]);
  expect(await fetcher.fetch({ url: `http://${server.host}/` })).toMatchObject({ kind: 'body' });
  expect(proxy.asked).toEqual([]);
});

it('remembers no cookie, and tells the next host nothing of the one that led there', async () => {
  await using next = await webServer((_, response) =>
    response.writeHead(200, { 'set-cookie': 'next=1' }).end(calendar),
  );
  await using server = await webServer((_, response) =>
    response.writeHead(302, { location: `http://${next.host}/`, 'set-cookie': 'session=1' }).end(),
  );
  await using fetcher = fetcherFor([server, next]);
  const url = `http://${server.host}/s3cret.ics`;
  expect(await fetcher.fetch({ url })).toMatchObject({ kind: 'body' });
  expect(await fetcher.fetch({ url })).toMatchObject({ kind: 'body' });
  for (const { headers } of [...server.asked, ...next.asked]) {
    for (const name of ['cookie', 'authorization', 'proxy-authorization', 'referer', 'origin']) {
      expect(headers).not.toHaveProperty(name);
    }
  }
  expect(JSON.stringify(next.asked.map(({ headers, url: path }) => [headers, path]))).not.toContain('s3cret');
});
