import { createServer as createHttpServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { createFeedFetcher, type FeedFetcher, type FeedFetcherOptions } from './fetch-feed.ts';

export interface TestWebServer {
  readonly port: number;
  /** `host:port` */
  readonly host: string;
  /** Of HTTP servers: what was asked, in order. */
  readonly asked: IncomingMessage[];
  /** Connections that are open just now. */
  readonly open: ReadonlySet<Socket>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A server on loopback that answers as the test says. */
export function webServer(answer: RequestListener): Promise<TestWebServer> {
  const asked: IncomingMessage[] = [];
  const server = createHttpServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  return listening(server, asked);
}

/** A server that says bytes, for what no HTTP server would say: called for each request that came to its end. */
export function rawServer(
  answer: (socket: Socket, request: number, said: Buffer) => void,
): Promise<TestWebServer> {
  let requests = 0;
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes) => {
      if (bytes.includes('\r\n\r\n')) answer(socket, ++requests, bytes);
    });
  });
  return listening(server, []);
}

/** Writes a piece again and again, for as long as somebody listens. */
export function drip(socket: Socket, piece: string): void {
  const timer = setInterval(() => socket.write(piece), 10);
  socket.on('close', () => clearInterval(timer));
}

export async function listening(server: Server, asked: IncomingMessage[]): Promise<TestWebServer> {
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    port,
    host: `127.0.0.1:${port}`,
    asked,
    open,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A fetcher that may ask these servers beside the public internet. */
export function fetcherFor(
  servers: readonly Pick<TestWebServer, 'host'>[],
  options: Partial<FeedFetcherOptions> = {},
): FeedFetcher & AsyncDisposable {
  const fetcher = createFeedFetcher({
    userAgent: 'test',
    clock: () => new Date('2026-11-23T06:34:00Z'),
    allowPrivate: servers.map(({ host }) => host),
    deadlineMs: 5_000,
    ...options,
  });
  return { ...fetcher, [Symbol.asyncDispose]: () => fetcher.close() };
}
