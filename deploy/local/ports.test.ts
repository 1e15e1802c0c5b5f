import { createServer } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { freePort, isFree, parsePort } from './ports.ts';

describe('parsePort', () => {
  it('reads a port', () => {
    expect(parsePort('4000', '--port')).toBe(4000);
  });

  it.each(['0', '65536', '-1', '4000.5', 'http', '', ' 80'])('refuses "%s" and names its source', (text) => {
    expect(() => parsePort(text, '--port')).toThrow(`--port must be a port from 1 to 65535, not "${text}".`);
  });
});

describe('freePort', () => {
  it('gives ports of its own, none that the system hands out by itself', async () => {
    const ports = await Promise.all(Array.from({ length: 50 }, () => freePort()));
    expect(new Set(ports).size).toBe(50);
    expect(Math.max(...ports)).toBeLessThan(32_768);
  });
});

describe('isFree', () => {
  it('tells a port in use from a free one', async () => {
    const port = await freePort();
    expect(await isFree(port)).toBe(true);
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    expect(await isFree(port)).toBe(false);
    server.close();
  });
});
