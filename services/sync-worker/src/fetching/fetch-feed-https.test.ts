import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { generate } from 'selfsigned';
import { afterEach, describe, expect, it } from 'vitest';
import { fetcherFor, listening, type TestWebServer, webServer } from './test-web-server.ts';

const calendar = 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n';
const known = getCACertificates('default');
const [mine, another] = [await certificateOf('127.0.0.1'), await certificateOf('127.0.0.9')];

interface Certificate {
  key: string;
  cert: string;
}

/** A certificate for the address that signs itself. */
async function certificateOf(address: string): Promise<Certificate> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: address }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: address }] },
    ],
  });
  return { key, cert };
}

function secureServer(certificate: Certificate, answer: RequestListener): Promise<TestWebServer> {
  return listening(createServer({ ...certificate }, answer), []);
}

const trust = ({ cert }: Certificate) => setDefaultCACertificates([...known, cert]);

afterEach(() => setDefaultCACertificates(known));

describe('over https', () => {
  it('a feed arrives from a server whose certificate is trusted', async () => {
    trust(mine);
    await using server = await secureServer(mine, (_, response) => response.end(calendar));
    await using fetcher = fetcherFor([server]);
    expect(await fetcher.fetch({ url: `https://${server.host}/` })).toMatchObject({ kind: 'body' });
    expect(await fetcher.fetch({ url: `webcal://${server.host}/` })).toMatchObject({ kind: 'body' });
  });

  it('a certificate that nobody trusts, or of another host, is a fault of its own class', async () => {
    await using server = await secureServer(mine, (_, response) => response.end(calendar));
    await using other = await secureServer(another, (_, response) => response.end(calendar));
    await using fetcher = fetcherFor([server, other]);
    expect(await fetcher.fetch({ url: `https://${server.host}/` })).toMatchObject({ class: 'tls' });
    trust(another);
    await using trusting = fetcherFor([server, other]);
    expect(await trusting.fetch({ url: `https://${other.host}/` })).toMatchObject({
      class: 'tls',
      message: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID'),
    });
  });

  it('a redirect to http is not followed, one to https is', async () => {
    trust(mine);
    await using plain = await webServer((_, response) => response.end(calendar));
    await using server = await secureServer(mine, ({ url }, response) => {
      if (url === '/down') response.writeHead(301, { location: `http://${plain.host}/` }).end();
      else response.end(calendar);
    });
    await using rising = await webServer((_, response) =>
      response.writeHead(301, { location: `https://${server.host}/` }).end(),
    );
    await using fetcher = fetcherFor([plain, server, rising]);
    expect(await fetcher.fetch({ url: `https://${server.host}/down` })).toMatchObject({ class: 'blocked' });
    expect(plain.asked).toEqual([]);
    expect(await fetcher.fetch({ url: `http://${rising.host}/` })).toMatchObject({ kind: 'body' });
  });
});

it('a server that speaks no TLS is at fault in its encryption', async () => {
  await using server = await webServer((_, response) => response.end(calendar));
  await using fetcher = fetcherFor([server]);
  expect(await fetcher.fetch({ url: `https://${server.host}/` })).toMatchObject({ class: 'tls' });
});
