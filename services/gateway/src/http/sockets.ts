import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { GraphQLError, type GraphQLFormattedError, parse } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { App, Context } from '../context.ts';
import { shownError } from '../graphql-errors.ts';
import { schema } from '../schema/schema.ts';
import { PARSING } from './parsing.ts';
import { watchSession } from './watch-session.ts';

/**
 * A socket closed with this code should come back and resume from its last cursor. No code of the protocol's own: clients
 * take most of those for final.
 */
export const RESUME = 4450;

const KEEP_ALIVE_MS = 12_000;

type ContextFor = (cookie: string | undefined) => Promise<Context>;

/** Operations over sockets, subscriptions among them, at `/graphql`, for pages of our own origin only. */
export function serveSockets(
  app: FastifyInstance,
  { env, logger }: Pick<App, 'env' | 'logger'>,
  contextFor: ContextFor,
): void {
  const origin = new URL(env.PUBLIC_URL).origin;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 256 * 1024, perMessageDeflate: false });
  const shown = (error: GraphQLError | GraphQLFormattedError) =>
    shownError(logger, error instanceof GraphQLError ? error.toJSON() : error, error);
  const server = useServer(
    {
      schema,
      parse: (source) => parse(source, PARSING),
      context: async ({ extra }) => {
        const { socket, request } = extra;
        const disconnect = () => socket.close(RESUME, 'Too slow: come back and resume from the last cursor');
        return { ...(await contextFor(request.headers.cookie)), disconnect };
      },
      onError: (_context, _id, _payload, errors) => errors.map(shown),
      onNext: (_context, _id, _payload, _args, { data, errors }) =>
        errors && { ...(data !== undefined && { data }), errors: errors.map(shown) },
    },
    sockets,
    KEEP_ALIVE_MS,
  );

  function watch(socket: WebSocket, cookie: string | undefined): void {
    const leave = () => socket.close(RESUME, 'You are no longer who opened this: come back');
    const organizationNow = async () => (await contextFor(cookie)).session?.viewer.organizationId;
    watchSession(socket, logger, organizationNow, leave).catch((error: unknown) => {
      logger.warn({ err: error }, 'whose socket this is cannot be read: sending it away');
      leave();
    });
  }

  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const path = request.url?.split('?', 1)[0];
    if (path !== '/graphql') return refuse(socket, '404 Not Found');
    // A browser always says where its page is from; other clients carry no cookies that could be misused.
    if (request.headers.origin !== undefined && request.headers.origin !== origin) {
      return refuse(socket, '403 Forbidden');
    }
    return sockets.handleUpgrade(request, socket, head, (accepted) => {
      sockets.emit('connection', accepted, request);
      watch(accepted, request.headers.cookie);
    });
  });
  app.addHook('preClose', async () => {
    for (const client of sockets.clients) client.close(1001, 'Going away');
    await server.dispose();
  });
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
