import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { App } from '../context.ts';
import { agentKind } from '@roomnight/platforms/export-agent';
import { openFetchLog } from './fetch-log.ts';
import { exportAnswers } from './answer.ts';
import { exportLookUp } from './look-up.ts';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** `/ical/<token>.ics`: the calendar of one listing, for its platform to poll. */
export async function exportRoutes(
  server: FastifyInstance,
  { pool, clock, logger, env }: Pick<App, 'pool' | 'clock' | 'logger' | 'env'>,
): Promise<void> {
  await server.register(rateLimit, { global: false });
  const perToken = server.createRateLimit({
    max: env.EXPORT_VISITS_PER_MINUTE,
    timeWindow: '1 minute',
    // Without what is asked of it: a query would make one export many.
    keyGenerator: (request) => request.url.split('?', 1)[0] ?? '',
  });
  const perStranger = server.createRateLimit({
    max: 60,
    timeWindow: '1 minute',
    keyGenerator: (request) => request.ip,
  });
  const lookUp = exportLookUp(pool);
  const answer = exportAnswers(pool);
  const log = openFetchLog({ pool, logger });
  server.addHook('onClose', () => log.flush());

  server.get<{ Params: { token: string } }>('/ical/:token.ics', async (request, reply) => {
    const now = clock();
    const { token } = request.params;
    const found = TOKEN.test(token) ? await lookUp(token, now) : undefined;
    const limit = await (found ? perToken : perStranger)(request);
    if (!limit.isAllowed && limit.isExceeded) {
      return reply
        .code(429)
        .header('retry-after', limit.ttlInSeconds)
        .type('text/plain')
        .send('Too many requests\n');
    }
    if (!found) return reply.code(404).type('text/plain').send('Not found\n');

    const { served, whole } = await answer(found, request.headers['if-none-match'], now);
    // Only now is it certain what is served.
    if (request.method === 'GET') {
      const userAgent = request.headers['user-agent'];
      log.record({
        organizationId: found.organizationId,
        listingId: found.listingId,
        unitId: found.unitId,
        fetchedAt: now,
        version: served.version,
        status: whole ? 200 : 304,
        agentKind: agentKind(userAgent),
        tokenId: found.tokenId,
        userAgent,
      });
    }
    describe(reply, served);
    if (!whole) return reply.code(304).send();
    reply
      .type('text/calendar; charset=utf-8')
      .header('content-disposition', 'inline; filename="calendar.ics"');
    if (!acceptsGzip(request.headers['accept-encoding'])) return reply.send(whole.body);
    return reply.header('content-encoding', 'gzip').send(whole.gzip);
  });
}

function describe(reply: FastifyReply, { etag, lastModified }: { etag: string; lastModified: Date }): void {
  reply
    .header('etag', etag)
    .header('last-modified', lastModified.toUTCString())
    .header('cache-control', 'private, max-age=0')
    .header('vary', 'accept-encoding');
}

function acceptsGzip(acceptEncoding: string | undefined): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$|\s))/.test(acceptEncoding ?? '');
}
