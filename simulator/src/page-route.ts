import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';

/** The page on which a person plays with the simulated platforms. */
export function pageRoute(app: FastifyInstance): void {
  app.get('/', async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .send(await readFile(new URL('page.html', import.meta.url), 'utf8')),
  );
}
