import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { registerSearchAttributes } from '@roomnight/runtime/search-attributes';
import { stopChildren } from './child.ts';
import { chromium } from './chromium.ts';
import { freePort } from './ports.ts';
import { startPostgres } from './postgres.ts';
import { temporalCli } from './temporal-cli.ts';
import { startTemporal } from './temporal-server.ts';
import { timeSkippingServer } from './time-skipping-server.ts';

/** Nothing in a test survives the run, so nothing needs to reach the disk. */
const fast = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };

/**
 * Vitest's global setup for tests that need the real thing. The workers find it in their environment:
 * `ROOMNIGHT_TEST_POSTGRES` (superuser URL), `ROOMNIGHT_TEST_TEMPORAL` (host:port), and, where it could be had,
 * `ROOMNIGHT_TEST_TIME_SKIPPING` (path of the time-skipping test server) and `ROOMNIGHT_CHROMIUM` (path of a browser).
 */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'roomnight-test-'));
  chmodSync(folder, 0o755);
  const stop = async () => {
    await stopChildren();
    rmSync(folder, { recursive: true });
  };
  const browser = chromium();
  if (browser) process.env.ROOMNIGHT_CHROMIUM = browser;
  try {
    await Promise.all([offerPostgres(folder), offerTemporal(folder), offerTimeSkipping()]);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

async function offerPostgres(folder: string): Promise<void> {
  const { url } = await startPostgres({
    dataDir: join(folder, 'postgres'),
    port: await freePort(),
    password: randomUUID(),
    logFile: join(folder, 'postgres.log'),
    settings: fast,
  });
  process.env.ROOMNIGHT_TEST_POSTGRES = url;
}

async function offerTemporal(folder: string): Promise<void> {
  const port = await freePort();
  await startTemporal({ cli: await temporalCli(), port, logFile: join(folder, 'temporal.log') });
  const address = `127.0.0.1:${port}`;
  const connection = await Connection.connect({ address });
  await registerSearchAttributes(connection, 'default');
  await connection.close();
  process.env.ROOMNIGHT_TEST_TEMPORAL = address;
}

async function offerTimeSkipping(): Promise<void> {
  const server = await timeSkippingServer();
  if ('path' in server) process.env.ROOMNIGHT_TEST_TIME_SKIPPING = server.path;
  else console.warn(`Tests that skip time are skipped: ${server.missing}.`);
}
