import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FeedCache, isCurrent } from './feed-cache.ts';
import type { Listing } from './listing.ts';
import { afterFetch, type Answer, misbehave } from './misbehaviour.ts';
import type { Simulation } from './simulation.ts';

const FETCHES_KEPT = 50;

/** The public side: feeds at the addresses the platforms give their hosts. */
export function feedRoutes(app: FastifyInstance, simulation: Simulation, changed: () => void): void {
  const feeds = new FeedCache();

  async function serve(request: FastifyRequest, reply: FastifyReply) {
    const listing = simulation.listingAt(request.url);
    if (listing === null) return reply.code(404).type('text/html').send('<h1>Not found</h1>');
    const { answer, status } = answerTo(listing, request);
    record(listing, request, status);
    changed();
    if (answer.kind === 'hang') return reply.hijack();
    if (answer.kind === 'raw') {
      reply.hijack();
      return reply.raw.socket?.end(answer.text);
    }
    return reply.code(answer.status).headers(answer.headers).send(answer.body);
  }

  function answerTo(listing: Listing, request: FastifyRequest): { answer: Answer; status: number | null } {
    const feed = feeds.render(listing, simulation.now);
    if (listing.misbehaviour.mode !== 'ok') {
      const url = `${request.protocol}://${request.host}${request.url}`;
      const conditions = [header(request, 'if-none-match'), header(request, 'if-modified-since')];
      const copies = { ...feed, isConditional: conditions.some((condition) => condition !== null) };
      const answer = misbehave(listing.misbehaviour, copies, url, simulation.now.getTime());
      return { answer, status: answer.kind === 'hang' ? null : answer.status };
    }
    const validators = { etag: feed.etag, 'last-modified': feed.lastModified.toUTCString() };
    const current = isCurrent(feed, header(request, 'if-none-match'), header(request, 'if-modified-since'));
    const answer: Answer = current
      ? { kind: 'send', status: 304, headers: validators, body: '' }
      : {
          kind: 'send',
          status: 200,
          headers: { ...validators, 'content-type': 'text/calendar; charset=utf-8' },
          body: feed.body,
        };
    return { answer, status: answer.status };
  }

  function record(listing: Listing, request: FastifyRequest, status: number | null): void {
    if (listing.fetches.length >= FETCHES_KEPT) listing.fetches.shift();
    listing.fetches.push({
      at: simulation.now.toISOString(),
      status,
      mode: listing.misbehaviour.mode,
      userAgent: header(request, 'user-agent'),
      ifNoneMatch: header(request, 'if-none-match'),
      ifModifiedSince: header(request, 'if-modified-since'),
    });
    listing.misbehaviour = afterFetch(listing.misbehaviour);
  }

  app.get('/airbnb/calendar/ical/*', serve);
  app.get('/vrbo/icalendar/*', serve);
  app.get('/booking_com/v1/export', serve);
  app.get('/gommt/calendar/*', serve);
  app.get('/google/calendar/ical/*', serve);
}

function header(
  request: FastifyRequest,
  name: 'if-none-match' | 'if-modified-since' | 'user-agent',
): string | null {
  return request.headers[name] ?? null;
}
