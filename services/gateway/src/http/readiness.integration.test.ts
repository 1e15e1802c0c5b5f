import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { connect } from '@roomnight/database/connect';
import { Client, Connection } from '@temporalio/client';
import fastify from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readinessRoutes } from './readiness.ts';

let silent: Server;
let address: string;
const sockets: Socket[] = [];
beforeAll(async () => {
  silent = createServer((socket) => sockets.push(socket.on('error', () => socket.destroy())));
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  const bound = silent.address();
  if (bound === null || typeof bound === 'string') throw new Error('the server listens on no port');
  address = `127.0.0.1:${bound.port}`;
});
afterAll(() => silent.close());

it('waits for parts that do not answer no longer than a probe waits', async () => {
  const pool = connect({ url: `postgres://gateway@${address}/roomnight`, applicationName: 'test' });
  const connection = Connection.lazy({ address });
  const app = fastify();
  readinessRoutes(app, {
    pool,
    temporal: new Client({ connection }),
    namespace: 'default',
    dashboardRoot: tmpdir(),
    clock: () => new Date(),
  });
  const began = performance.now();
  const answer = await app.inject({ url: '/readyz' });
  expect(performance.now() - began).toBeLessThan(4_000);
  expect(answer.statusCode).toBe(503);
  expect(answer.json()).toMatchObject({
    parts: {
      postgres: { ready: false, detail: 'PostgreSQL does not answer' },
      temporal: { ready: false, detail: 'Temporal does not answer' },
      watchdog: { ready: false, detail: 'its last pass cannot be read' },
      sync: { ready: false },
    },
  });
  for (const socket of sockets) socket.destroy();
  await Promise.all([pool.end(), connection.close(), app.close()]);
});
