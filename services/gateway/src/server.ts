import fastify, { type FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { type App, type Context, tenantEntityManager } from './context.ts';
import { exportRoutes } from './exports/routes.ts';
import { logAccess } from './http/access-log.ts';
import { dashboardRoot, serveDashboard } from './http/dashboard.ts';
import { serveGraphql } from './http/graphql.ts';
import { metricsRoutes } from './http/metrics.ts';
import { readinessRoutes } from './http/readiness.ts';
import { serveSockets } from './http/sockets.ts';
import type { Auth } from './sign-in/auth.ts';
import { signInRoutes } from './sign-in/routes.ts';
import { viewerOf } from './sign-in/viewer.ts';

/** Everything behind the one origin, not yet listening. */
export async function buildServer(app: App, auth: Auth, authPool: Pool): Promise<FastifyInstance> {
  const { env, logger, pool, temporal, clock } = app;
  const server = fastify({ logger: false, forceCloseConnections: 'idle', bodyLimit: 256 * 1024 });
  const root = dashboardRoot(env.WEB_ROOT);

  async function contextFor(cookie: string | undefined): Promise<Context> {
    const viewer = await viewerOf(auth, authPool, cookie);
    const session = viewer && { viewer, em: tenantEntityManager(app.orm, viewer.organizationId) };
    return { app, session };
  }

  logAccess(server, logger);
  server.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'same-origin');
    reply.header('x-frame-options', 'DENY');
  });
  server.setErrorHandler(async (error, request, reply) => {
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
    if (status >= 500) logger.error({ err: error, method: request.method }, 'a request failed');
    return reply
      .code(status)
      .type('text/plain')
      .send(status >= 500 ? 'Something went wrong\n' : 'Bad request\n');
  });
  readinessRoutes(server, { pool, temporal, namespace: env.TEMPORAL_NAMESPACE, dashboardRoot: root, clock });
  metricsRoutes(server, { pool, clock, token: env.METRICS_TOKEN });
  await signInRoutes(server, auth, env.PUBLIC_URL);
  await exportRoutes(server, app);
  await serveGraphql(server, app, contextFor);
  serveSockets(server, app, contextFor);
  await serveDashboard(server, root);
  return server;
}
