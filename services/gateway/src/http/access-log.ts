import type { FastifyInstance } from 'fastify';
import type { Logger } from '@roomnight/runtime/logger';

/**
 * The path of a request as it may be written down: no query, and of an export's token only the last four
 * characters, for whoever knows the token can read the calendar.
 */
export function loggedPath(url: string): string {
  const path = url.split('?', 1)[0] ?? '';
  return path.replace(/^(\/+ical\/+)([^/]*?)([^/]{0,4})(\.[^./]*)?(\/.*)?$/i, '$1…$3$4');
}

/** One line a request, once it is answered. */
export function logAccess(app: FastifyInstance, logger: Logger): void {
  app.addHook('onResponse', async (request, reply) => {
    logger.info(
      {
        method: request.method,
        path: loggedPath(request.url),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    );
  });
}
