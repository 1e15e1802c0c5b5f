import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { App } from '../context.ts';
import { agentKind } from '@roomnight/platforms/export-agent';
import { openFetchLog } from './fetch-log.ts';
import { exportLookUp, type FoundExport } from './look-up.ts';
import { readStored, renderExport, type RenderedExport } from './render.ts';

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
  const log = openFetchLog({ pool, logger });
  server.addHook('onClose', () => log.flush());

  const rendering = new Map<string, Promise<RenderedExport>>();
  /** However many ask at once, a version is rendered once in this process; who knows of a later one gets that. */
  function render(found: FoundExport, now: Date): Promise<RenderedExport> {
    const version = `${found.listingId} ${found.currentVersion}`;
    const underWay = rendering.get(version);
    if (underWay) return underWay;
    const started = renderExport(pool, found, now).finally(() => rendering.delete(version));
    rendering.set(version, started);
    return started;
  }

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

    const { stored, currentVersion } = found;
    const fresh = stored?.version === currentVersion ? undefined : await render(found, now);
    const current = fresh ?? stored;
    if (!current) throw new Error('an export was neither stored nor rendered');
    const unchanged = isSame(request.headers['if-none-match'], current.etag);
    const whole = unchanged
      ? undefined
      : (fresh ?? (await readStored(pool, found)) ?? (await render(found, now)));
    const served = whole ?? current;
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

/** By the weak comparison of RFC 9110. `If-Modified-Since` is not used: two changes can share a second. */
function isSame(ifNoneMatch: string | undefined, etag: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  return ifNoneMatch?.split(',').some((tag) => tag.trim() === '*' || bare(tag) === bare(etag)) ?? false;
}

function acceptsGzip(acceptEncoding: string | undefined): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$|\s))/.test(acceptEncoding ?? '');
}
