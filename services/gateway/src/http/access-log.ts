import type { FastifyInstance } from 'fastify';
import type { Logger } from '@roomnight/runtime/logger';

/** A session's or an export's token, wherever in a path it stands; an id looks the same and is no loss. */
const SECRET = /[\w-]{20,}/g;

/** The path of a request as it may be written down: no query, and of a secret only its last four characters. */
export function loggedPath(url: string): string {
  const path = url.split('?', 1)[0] ?? '';
  return decoded(path).replaceAll(SECRET, (secret) => `…${secret.slice(-4)}`);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '(malformed)';
  }
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
