import { randomBytes } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addNights, type Night } from '@roomnight/calendar/night';

/** Every way a feed fails, and one that does not. */
export const behaviours = [
  'healthy',
  'shrinking',
  'not found',
  'server error',
  'redirect inside',
  'redirect for ever',
  'sign-in page',
  'truncated',
  'too large',
  'hanging up',
  'silent',
  'tls',
] as const;

export type Behaviour = (typeof behaviours)[number];

export interface PlantedFeeds {
  /** `host:port` of the server. */
  readonly host: string;
  /** The address of a feed, with a token that nothing else has. */
  address(behaviour: Behaviour): { url: string; token: string };
  stop(): Promise<void>;
}

/** A server of feeds that fail as real ones do, each repeating its own secret address and its guests as it does so. */
export async function startPlantedFeeds(today: Night, guest: string): Promise<PlantedFeeds> {
  const polls = new Map<string, number>();
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    const [, behaviour = ''] = /^\/([^/]+)\//.exec(decodeURIComponent(url)) ?? [];
    polls.set(url, (polls.get(url) ?? 0) + 1);
    answer(behaviour as Behaviour, response, url, polls.get(url) ?? 1);
  });
  function answer(behaviour: Behaviour, response: ServerResponse, url: string, poll: number): void {
    const ok = (body: string) => response.writeHead(200, { 'content-type': 'text/calendar' }).end(body);
    const calendar = (...starts: number[]) => feed(today, guest, url, starts);
    switch (behaviour) {
      case 'shrinking':
        return void ok(poll === 1 ? calendar(40, 50, 60, 70) : calendar());
      case 'not found':
        return void response.writeHead(404).end(`no ${url} of ${guest}`);
      case 'server error':
        return void response.writeHead(500, { 'x-echo': url }).end(`${url} ${guest}`);
      case 'redirect inside':
        return void response.writeHead(302, { location: `http://10.0.0.1${url}` }).end();
      case 'redirect for ever':
        return void response.writeHead(302, { location: url }).end();
      case 'sign-in page':
        return void ok(`<!doctype html><title>${guest}</title><a href="${url}">Sign in</a>`);
      case 'truncated':
        return void ok(calendar(80, 90).slice(0, -60));
      case 'too large':
        return void ok(`BEGIN:VCALENDAR\r\n${`X-A:${url} ${guest}\r\n`.repeat(80_000)}END:VCALENDAR`);
      case 'hanging up':
        return void response.destroy();
      case 'silent':
        return;
      default:
        return void ok(poll === 1 ? calendar(5, 10) : calendar(5, 10, 15));
    }
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    address(behaviour) {
      const token = randomBytes(16).toString('hex');
      const scheme = behaviour === 'tls' ? 'https' : 'http';
      return {
        url: `${scheme}://${host}/${encodeURIComponent(behaviour)}/${token}.ics?t=${token}&s=end`,
        token,
      };
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function feed(today: Night, guest: string, url: string, starts: readonly number[]): string {
  const day = (offset: number): string => addNights(today, offset).replaceAll('-', '');
  const events = starts.flatMap((start) => [
    'BEGIN:VEVENT',
    `UID:${String(start).padStart(8, '0')}-0000-4000-8000-000000000000`,
    `DTSTART;VALUE=DATE:${day(start)}`,
    `DTEND;VALUE=DATE:${day(start + 2)}`,
    `SUMMARY:Reserved - ${guest}`,
    `DESCRIPTION:${guest} ${url}`,
    'END:VEVENT',
    'BEGIN:VEVENT',
    `UID:odd-${start}`,
    `DTSTART:${guest}`,
    `SUMMARY:${guest}`,
    'END:VEVENT',
  ]);
  const frame = ['BEGIN:VCALENDAR', 'PRODID:-//HomeAway.com, Inc.//EN', 'VERSION:2.0'];
  return [...frame, ...events, 'END:VCALENDAR', ''].join('\r\n');
}
