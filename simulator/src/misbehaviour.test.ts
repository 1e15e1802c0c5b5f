import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { airbnb } from './dialects/airbnb.ts';
import { calendarView, soldStay } from './fixtures.ts';
import { afterFetch, misbehave, type Mode } from './misbehaviour.ts';

const URL = 'http://127.0.0.1/airbnb/calendar/ical/1.ics?s=2';
const body = airbnb.render(
  calendarView({
    stays: ['2026-12-01', '2026-12-03', '2026-12-05'].map((checkIn) =>
      soldStay(
        checkIn,
        checkIn.replace(/\d$/, (day) => String(Number(day) + 1)),
        { uid: `${checkIn}@airbnb.com` },
      ),
    ),
  }),
);

const EMPTY = 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n';

function answer(mode: Mode, { fetchNumber = 1, answered = 0, isConditional = false } = {}) {
  const fault = { mode, left: null, redirectTo: 'http://10.0.0.1/', retryAfterSeconds: 30, answered };
  const copies = { body, before: EMPTY, etag: '"2"', isConditional };
  const sent = misbehave(fault, copies, URL, fetchNumber);
  if (sent.kind !== 'send') throw new Error('It sends nothing a web server would.');
  return { status: sent.status, headers: sent.headers, text: String(sent.body), bytes: sent.body };
}

const events = (text: string) => text.split('BEGIN:VEVENT').length - 1;
const uids = (text: string) => [...text.matchAll(/^UID:(.*)\r$/gm)].map((match) => match[1]);

describe('a misbehaving feed', () => {
  it('can be a healthy calendar without events', () => {
    expect(answer('empty').text).toBe(
      'BEGIN:VCALENDAR\r\nPRODID:-//Airbnb Inc//Hosting Calendar 1.0//EN\r\nCALSCALE:GREGORIAN\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n',
    );
  });

  it('can be 200 and no calendar at all', () => {
    expect(answer('zero-bytes')).toMatchObject({ status: 200, text: '' });
    expect(answer('html').headers['content-type']).toContain('text/html');
    expect(answer('html').text).toContain('Log in');
    expect(answer('garbage').text).not.toContain('VCALENDAR');
    expect(answer('garbage').text).not.toBe(answer('garbage', { fetchNumber: 2 }).text);
  });

  it('can be cut', () => {
    expect(answer('truncated').text).toHaveLength(Math.floor(body.length / 2));
    expect(answer('no-end').text).toContain('END:VEVENT');
    expect(answer('no-end').text).not.toContain('END:VCALENDAR');
  });

  it('can refuse', () => {
    expect((['403', '404', '500'] as const).map((mode) => answer(mode).status)).toEqual([403, 404, 500]);
    expect(answer('429')).toMatchObject({ status: 429, headers: { 'retry-after': '30' } });
  });

  it('can send elsewhere, or in circles', () => {
    expect(answer('redirect')).toMatchObject({ status: 302, headers: { location: 'http://10.0.0.1/' } });
    expect(answer('redirect-loop')).toMatchObject({ status: 302, headers: { location: URL } });
  });

  it('can be far too much', () => {
    expect(answer('huge').text.length).toBeGreaterThan(5 * 1024 * 1024);
    const { bytes, headers } = answer('gzip-bomb');
    if (!Buffer.isBuffer(bytes)) throw new Error('A bomb is bytes.');
    expect(headers['content-encoding']).toBe('gzip');
    expect(bytes.length).toBeLessThan(1024 * 1024);
    expect(() => gunzipSync(bytes, { maxOutputLength: 100 * 1024 * 1024 })).toThrow(/larger/);
  });

  it('can lose half of its events, rename them all, or show an old copy', () => {
    expect([events(body), events(answer('half-gone').text)]).toEqual([4, 2]);
    expect(events(answer('uid-churn').text)).toBe(4);
    const named = new Set(
      [body, answer('uid-churn').text, answer('uid-churn', { fetchNumber: 2 }).text].flatMap(uids),
    );
    expect(named.size).toBe(12);
    expect(events(answer('old-copy').text)).toBe(0);
  });

  it('can show old and new copies in turn', () => {
    const texts = [0, 1, 2, 3].map((answered) => answer('old-and-new', { answered }).text);
    expect(texts).toEqual([EMPTY, body, EMPTY, body]);
  });

  it('can have an ETag that no change changes', () => {
    const first = answer('stale-etag');
    expect(first).toMatchObject({ status: 200, text: body });
    const again = answer('stale-etag', { isConditional: true });
    expect(again).toMatchObject({ status: 304, text: '', headers: { etag: first.headers.etag } });
  });

  it('can say that nothing changed, and send a body behind it', () => {
    const fault = {
      mode: '304-with-body',
      left: null,
      redirectTo: null,
      retryAfterSeconds: 0,
      answered: 0,
    } as const;
    const sent = misbehave(fault, { body, before: EMPTY, etag: '"2"', isConditional: true }, URL, 1);
    expect(sent).toMatchObject({ kind: 'raw', status: 304 });
    const [head, rest] = sent.kind === 'raw' ? sent.text.split('\r\n\r\n') : [];
    expect(head).toMatch(/^HTTP\/1\.1 304 Not Modified\r\n.*etag: "2"/s);
    expect(rest).toBe(body);
  });

  it('behaves again after the given number of fetches', () => {
    const twice = { mode: '500', left: 2, redirectTo: null, retryAfterSeconds: 0, answered: 0 } as const;
    expect(afterFetch(twice)).toMatchObject({ mode: '500', left: 1 });
    expect(afterFetch(afterFetch(twice))).toMatchObject({ mode: 'ok', left: null });
    expect(afterFetch({ ...twice, left: null })).toMatchObject({ mode: '500', answered: 1 });
  });
});
