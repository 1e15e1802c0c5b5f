import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const BUILT = fileURLToPath(new URL('../../../../web/dist', import.meta.url));
const NOT_BUILT = 'The dashboard is not built yet. Run: npm run build -w web\n';
const NOT_PAGES = /^\/(api|graphql|ical|assets|metrics)([/?]|$)/;

/** Where the built dashboard is. */
export function dashboardRoot(configured: string | undefined): string {
  return configured ?? BUILT;
}

export function isDashboardBuilt(root: string): boolean {
  return existsSync(join(root, 'index.html'));
}

/** Serves the dashboard at `/`; its own addresses, which are no files, all get the one page. */
export async function serveDashboard(app: FastifyInstance, root: string): Promise<void> {
  await app.register(fastifyStatic, {
    root,
    // It may be built after the gateway has started.
    suppressWarning: true,
    // The build wrote a `.br` and a `.gz` beside each file.
    preCompressed: true,
    cacheControl: false,
    setHeaders(reply, path) {
      // Vite puts a hash of the content in the name of every asset.
      const hashed = path.startsWith(join(root, 'assets'));
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.setNotFoundHandler(async (request, reply) => {
    const page = (request.method === 'GET' || request.method === 'HEAD') && !NOT_PAGES.test(request.url);
    if (!page) return reply.code(404).type('text/plain').send('Not found\n');
    if (!isDashboardBuilt(root)) return reply.code(503).type('text/plain').send(NOT_BUILT);
    return reply.sendFile('index.html');
  });
}
