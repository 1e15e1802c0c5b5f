import { setTimeout as sleep } from 'node:timers/promises';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { digest } from './digest.ts';
import type { Misbehaviour } from './listing.ts';

/** What a feed can be told to do instead of its duty. */
export const MODES = [
  'ok',
  'empty',
  'zero-bytes',
  'html',
  '404',
  '403',
  '429',
  '500',
  'slow',
  'hang',
  'truncated',
  'huge',
  'gzip-bomb',
  'redirect',
  'redirect-loop',
  'garbage',
  'uid-churn',
  'half-gone',
  'no-end',
  'old-copy',
  'old-and-new',
  'stale-etag',
  '304-with-body',
] as const;

export type Mode = (typeof MODES)[number];

/**
 * An answer to a feed request; `hang` accepts the request and never says a word, `raw` is what goes through the wire where no
 * web server would say so.
 */
export type Answer =
  | { readonly kind: 'hang' }
  | { readonly kind: 'raw'; readonly status: number; readonly text: string }
  | {
      readonly kind: 'send';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string | Buffer | Readable;
    };

const CALENDAR = { 'content-type': 'text/calendar; charset=utf-8' };
const HTML = { 'content-type': 'text/html; charset=utf-8' };
const LOGIN_PAGE =
  '<!doctype html><html><head><title>Log in</title></head><body><form action="/login"><input name="email"></form></body></html>';
const EVENT = /BEGIN:VEVENT\r?\n.*?END:VEVENT\r?\n/gs;
const HUGE_BYTES = 6 * 1024 * 1024;
const BOMB_MEMBERS = 24;
const DRIP_BYTES = 16;
const DRIP_MS = 1_000;

/** The calendar that should be served, and the one of before its last change. */
export interface Copies {
  readonly body: string;
  readonly before: string;
  readonly etag: string;
  /** Whether the caller named a copy that it has, whichever. */
  readonly isConditional: boolean;
}

/** An ETag that no change changes. */
const STALE_ETAG = '"1"';

/**
 * What a misbehaving feed at `url` answers instead of its calendar.
 * `fetchNumber` makes each churned UID and each piece of garbage another one.
 */
export function misbehave(fault: Misbehaviour, copies: Copies, url: string, fetchNumber: number): Answer {
  const { body } = copies;
  switch (fault.mode) {
    case 'ok':
      return send(200, CALENDAR, body);
    case 'empty':
      return send(200, CALENDAR, body.replace(EVENT, ''));
    case 'zero-bytes':
      return send(200, CALENDAR, '');
    case 'html':
      return send(200, HTML, LOGIN_PAGE);
    case '404':
    case '403':
    case '500':
      return send(Number(fault.mode), HTML, `<html><body><h1>${fault.mode}</h1></body></html>`);
    case '429':
      return send(429, { ...HTML, 'retry-after': String(fault.retryAfterSeconds) }, 'Too many requests');
    case 'slow':
      return send(200, CALENDAR, Readable.from(drip(body), { objectMode: false }));
    case 'hang':
      return { kind: 'hang' };
    case 'truncated':
      return send(200, CALENDAR, body.slice(0, body.length / 2));
    case 'no-end':
      return send(200, CALENDAR, body.replace(/END:VCALENDAR\r?\n/, ''));
    case 'huge':
      return send(
        200,
        CALENDAR,
        body.replace(
          'END:VCALENDAR',
          `${'X-COMMENT:all work and no play\r\n'.repeat(HUGE_BYTES / 32)}END:VCALENDAR`,
        ),
      );
    case 'gzip-bomb':
      return send(200, { ...CALENDAR, 'content-encoding': 'gzip' }, bomb());
    case 'redirect':
      return send(302, { location: fault.redirectTo ?? url }, '');
    case 'redirect-loop':
      return send(302, { location: url }, '');
    case 'garbage':
      return send(200, CALENDAR, Buffer.from(garbage(body, fetchNumber), 'hex'));
    case 'uid-churn':
      return send(200, CALENDAR, churned(body, fetchNumber));
    case 'old-copy':
      return send(200, CALENDAR, copies.before);
    case 'old-and-new':
      return send(200, CALENDAR, fault.answered % 2 === 0 ? copies.before : body);
    case 'stale-etag':
      return copies.isConditional
        ? send(304, { etag: STALE_ETAG }, '')
        : send(200, { ...CALENDAR, etag: STALE_ETAG }, body);
    case '304-with-body':
      return { kind: 'raw', status: 304, text: notModifiedWithBody(copies) };
    case 'half-gone':
      return send(200, CALENDAR, halved(body));
  }
}

/** RFC 9110 lets a 304 have no body; this one ends with the connection. */
function notModifiedWithBody({ body, etag }: Copies): string {
  const head = [
    'HTTP/1.1 304 Not Modified',
    'content-type: text/calendar',
    `etag: ${etag}`,
    'connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

/** One fetch is over: counts down to good behaviour. */
export function afterFetch(fault: Misbehaviour): Misbehaviour {
  if (fault.mode === 'ok') return fault;
  if (fault.left === 1) return { ...fault, mode: 'ok', left: null };
  return { ...fault, answered: fault.answered + 1, left: fault.left === null ? null : fault.left - 1 };
}

function send(
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | Buffer | Readable,
): Answer {
  return { kind: 'send', status, headers, body };
}

async function* drip(body: string): AsyncGenerator<string> {
  for (let at = 0; at < body.length; at += DRIP_BYTES) {
    yield body.slice(at, at + DRIP_BYTES);
    await sleep(DRIP_MS);
  }
}

/** 240 MB of calendar in about as many kilobytes: gzip members may follow one another. */
function bomb(): Buffer {
  const member = gzipSync(Buffer.alloc(10 * 1024 * 1024, 'X-COMMENT:boom\r\n'), { level: 9 });
  return Buffer.concat([
    gzipSync('BEGIN:VCALENDAR\r\n'),
    ...Array.from({ length: BOMB_MEMBERS }, () => member),
  ]);
}

function garbage(body: string, fetchNumber: number): string {
  return Array.from({ length: 128 }, (_, part) => digest(64, body.length, fetchNumber, part)).join('');
}

function churned(body: string, fetchNumber: number): string {
  return body.replace(
    /^UID:(.*?)(\r?)$/gm,
    (_, uid: string, end: string) => `UID:${digest(32, uid, fetchNumber)}@churned.example${end}`,
  );
}

function halved(body: string): string {
  let seen = 0;
  return body.replace(EVENT, (event) => (seen++ % 2 === 0 ? event : ''));
}
