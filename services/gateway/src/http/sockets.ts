import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { GraphQLError, type GraphQLFormattedError, parse } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { App, Context } from '../context.ts';
import { shownError } from '../graphql-errors.ts';
import { schema } from '../schema/schema.ts';
import { PARSING } from './parsing.ts';

/** A socket closed with this code should come back and resume from its last cursor. */
export const RESUME = 4409;

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

  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const path = request.url?.split('?', 1)[0];
    if (path !== '/graphql') return refuse(socket, '404 Not Found');
    // A browser always says where its page is from; other clients carry no cookies that could be misused.
    if (request.headers.origin !== undefined && request.headers.origin !== origin) {
      return refuse(socket, '403 Forbidden');
    }
    return sockets.handleUpgrade(request, socket, head, (accepted) =>
      sockets.emit('connection', accepted, request),
    );
  });
  app.addHook('preClose', async () => {
    for (const client of sockets.clients) client.close(1001, 'Going away');
    await server.dispose();
  });
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
