import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { fetcherFor, listening, type TestWebServer, webServer } from './test-web-server.ts';

const calendar = 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n';
const known = getCACertificates('default');
const certificates = certify('127.0.0.1', '127.0.0.9');

interface Certificate {
  key: Buffer;
  cert: Buffer;
}

/** A certificate for each address that signs itself; undefined where openssl is not at hand. */
function certify(...addresses: string[]): Record<string, Certificate> | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'certificates-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  try {
    const made = addresses.map((address) => {
      const names = ['-subj', `/CN=${address}`, '-addext', `subjectAltName=IP:${address}`];
      const kind = ['-x509', '-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
      const files = ['-keyout', key, '-out', cert, '-days', '2'];
      execFileSync('openssl', ['req', ...kind, ...names, ...files], { stdio: 'ignore' });
      return [address, { key: readFileSync(key), cert: readFileSync(cert) }] as const;
    });
    return Object.fromEntries(made);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function secureServer(certificate: Certificate | undefined, answer: RequestListener): Promise<TestWebServer> {
  return listening(createServer({ ...certificate }, answer), []);
}

afterEach(() => setDefaultCACertificates(known));

describe.skipIf(certificates === undefined)('over https', () => {
  const [mine, another] = [certificates?.['127.0.0.1'], certificates?.['127.0.0.9']];
  const trust = (certificate: Certificate | undefined) =>
    setDefaultCACertificates([...known, certificate?.cert.toString() ?? '']);

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
