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
