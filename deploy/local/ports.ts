import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { SetupFailure } from './failure.ts';

const loopback = '127.0.0.1';

/** Reads a TCP port from a flag or an environment variable; `source` names it in the message. */
export function parsePort(text: string, source: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) {
    throw new SetupFailure(`${source} must be a port from 1 to 65535, not "${text}".`);
  }
  return port;
}

/**
 * Where free ports are looked for: below the range that systems hand out by themselves (32768 and up on Linux), to
 * outgoing connections and to servers that ask for any port. One of those could be taken before its server starts.
 */
const quiet = { from: 15_000, to: 32_000 };
const given = new Set<number>();

/** A loopback port nobody listens on, and nobody will by chance. No process is given the same one twice. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(quiet.from, quiet.to);
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
}

/** Whether a server could listen on this loopback port now. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const listening = once(server, 'listening');
  server.listen(port, loopback);
  try {
    await listening;
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
