import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ADDRESS_HEADER, type Auth } from './auth.ts';

/** Hands everything below `/api/auth` to the sign-in library, which speaks Fetch. */
export async function signInRoutes(app: FastifyInstance, auth: Auth, publicUrl: string): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 64 * 1024 }, (_request, body, done) =>
      done(null, body),
    );
    scope.all('/api/auth/*', async (request, reply) => {
      // The library checks this too, but not under every setting it reads from its surroundings.
      if (request.method !== 'GET' && isForeign(request.headers.origin, publicUrl)) {
        return reply
          .code(403)
          .send({ code: 'FOREIGN_ORIGIN', message: 'This page may not sign anybody in here.' });
      }
      const response = await auth.handler(toFetch(request, publicUrl));
      reply.code(response.status);
      for (const [name, value] of response.headers) if (name !== 'set-cookie') reply.header(name, value);
      for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie);
      return reply.send(response.body === null ? null : await response.text());
    });
  });
}

/** A browser always says which page a change comes from; other clients carry no cookies that could be misused. */
function isForeign(origin: string | undefined, publicUrl: string): boolean {
  return origin !== undefined && origin !== new URL(publicUrl).origin;
}

function toFetch(request: FastifyRequest, publicUrl: string): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  headers.set(ADDRESS_HEADER, request.ip);
  const { method, body } = request;
  return new Request(new URL(request.url, publicUrl), {
    method,
    headers,
    ...(method !== 'GET' && method !== 'HEAD' && typeof body === 'string' ? { body } : {}),
  });
}
