import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bringUp } from '@roomnight/local/bring-up';
import { childNamed, stopChildren } from '@roomnight/local/child';
import { freePort } from '@roomnight/local/ports';
import { untilReady } from '@roomnight/local/ready';
import { readSettings } from '@roomnight/local/settings';

const repository = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

export interface Product {
  /** The one origin: dashboard, GraphQL, exports. */
  readonly url: string;
  readonly simulatorUrl: string;
  /** Data, secrets and logs of this run. */
  readonly dataDir: string;
  /**
   * `kill -9` of what runs under a name, a service or what they stand on (PostgreSQL, Temporal), which is then started
   * again; resolves when all of the product works.
   */
  killAndRestart(name: string): Promise<void>;
  stop(): Promise<void>;
}

/** The whole product as `npm start -- --no-demo` runs it, on free ports and with data of its own. */
export async function startProduct(): Promise<Product> {
  const dataDir = mkdtempSync(join(tmpdir(), 'roomnight-e2e-'));
  chmodSync(dataDir, 0o755);
  const flags = { fresh: false, demo: false, port: undefined };
  const { ports: named, ...settings } = readSettings(flags, { ROOMNIGHT_DATA: dataDir }, repository);
  const ports = { ...named };
  ports.gateway = await freePort();
  ports.postgres = await freePort();
  ports.temporal = await freePort();
  ports.temporalUi = await freePort();
  ports.smtp = await freePort();
  ports.mailInbox = await freePort();
  ports.simulator = await freePort();
  const stop = async () => {
    await stopChildren();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await bringUp({ ...settings, ports }, repository);
  } catch (error) {
    await stop();
    throw error;
  }
  const url = `http://localhost:${ports.gateway}`;
  return {
    url,
    async killAndRestart(name) {
      const restarted = await childNamed(name).killAndRestart();
      await untilReady(restarted, `${url}/readyz`);
    },
    dataDir,
    simulatorUrl: `http://127.0.0.1:${ports.simulator}`,
    stop,
  };
}
