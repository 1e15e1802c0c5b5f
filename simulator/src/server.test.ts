import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stoppedClock } from './fixtures.ts';
import { overlap } from './nights.ts';
import { buildSimulator, type SimulatorOptions } from './server.ts';

const XMAS = { checkIn: '2026-12-24', checkOut: '2026-12-27' };

async function simulator(options: SimulatorOptions = {}) {
  const time = stoppedClock();
  const { app, simulation, stop } = await buildSimulator({ clock: time.clock, ...options });
  onTestFinished(stop);
  async function control(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, payload?: object) {
    const response = await app.inject({
      method,
      url: `/control/listings${path}`,
      ...(payload ? { payload } : {}),
    });
    return { status: response.statusCode, body: response.body === '' ? null : response.json() };
  }
  async function listing(more: object = {}) {
    const wish = { platform: 'airbnb', name: 'Villa Saudade', occupancy: 0, sellRate: 0, ...more };
    const { body } = await control('POST', '', wish);
    const { pathname, search } = new URL(body.feedUrl);
    return { id: String(body.id), feedUrl: String(body.feedUrl), path: pathname + search };
  }
  async function feed(path: string, headers: Record<string, string> = {}) {
    return app.inject({ url: path, headers });
  }
  return { ...time, app, simulation, control, listing, feed };
}

describe('the control side', () => {
  it('makes listings whose feeds have the addresses of the real ones', async () => {
    const { listing, control, feed } = await simulator();
    const [airbnb, vrbo] = [await listing(), await listing({ platform: 'vrbo' })];
    expect(airbnb.path).toMatch(/^\/airbnb\/calendar\/ical\/\d{8,10}\.ics\?s=[0-9a-f]{32}$/);
    expect(vrbo.path).toMatch(/^\/vrbo\/icalendar\/[0-9a-f]{32}\.ics$/);
    expect((await control('GET', '')).body.map((each: { id: string }) => each.id)).toEqual([
      'airbnb-1',
      'vrbo-2',
    ]);
    expect((await feed(airbnb.path.replace(/.$/, '!'))).statusCode).toBe(404);
  });

  it('sells, moves and cancels, and refuses what is taken by naming the holder', async () => {
    const { listing, control, feed } = await simulator();
    const { id, path } = await listing();
    const sold = await control('POST', `/${id}/sell`, { ...XMAS, firstName: 'Meera' });
    expect(sold).toMatchObject({ status: 201, body: { ...XMAS, firstName: 'Meera' } });
    const refused = await control('POST', `/${id}/sell`, XMAS);
    expect(refused).toMatchObject({
      status: 409,
      body: { error: 'NightsTaken', holder: { uid: sold.body.uid } },
    });
    expect((await control('POST', `/${id}/sell`, { ...XMAS, force: true })).status).toBe(201);
    const { uid } = sold.body;
    const moved = { checkIn: '2027-01-10', checkOut: '2027-01-12' };
    expect((await control('POST', `/${id}/change`, { uid, ...moved })).body).toMatchObject({ uid, ...moved });
    expect((await feed(path)).body).toContain('DTSTART;VALUE=DATE:20270110');
    expect((await control('POST', `/${id}/cancel`, { uid })).body.cancelledAt).not.toBeNull();
    expect((await feed(path)).body).not.toContain('DTSTART;VALUE=DATE:20270110');
    expect((await control('POST', `/${id}/cancel`, { uid })).status).toBe(404);
  });

  it('stocks a second listing of a unit beside the first', async () => {
    const { listing, control, simulation } = await simulator();
    const first = await listing({ occupancy: 0.5 });
    const second = await listing({ platform: 'vrbo', occupancy: 0.5, besides: [first.id] });
    const [here, there] = [simulation.listing(first.id).stays, simulation.listing(second.id).stays];
    expect(there.length).toBeGreaterThan(10);
    expect(there.filter((stay) => here.some((other) => overlap(stay, other)))).toEqual([]);
    const lost = await control('POST', '', { platform: 'vrbo', name: 'X', besides: ['vrbo-9'] });
    expect(lost.body).toMatchObject({ error: 'ListingUnknown' });
  });

  it('closes and opens nights', async () => {
    const { listing, control, feed } = await simulator();
    const { id, path } = await listing({ platform: 'vrbo' });
    await control('POST', `/${id}/block`, XMAS);
    expect((await feed(path)).body).toContain('SUMMARY:Blocked');
    await control('POST', `/${id}/unblock`, XMAS);
    expect((await feed(path)).body).not.toContain('SUMMARY:Blocked');
  });

  it('says what is wrong with a request', async () => {
    const { listing, control } = await simulator();
    const { id } = await listing();
    expect((await control('GET', '/airbnb-9')).body).toMatchObject({ error: 'ListingUnknown' });
    expect((await control('POST', `/${id}/sell`, { checkIn: '24 Dec' })).status).toBe(400);
    expect((await control('POST', `/${id}/poll`)).body).toMatchObject({ error: 'ExportMissing' });
    const mixed = { platform: 'vrbo', name: 'X', dialect: 'airbnb' };
    expect((await control('POST', '', mixed)).status).toBe(400);
    expect((await control('DELETE', `/${id}`)).status).toBe(204);
    expect((await control('GET', `/${id}`)).status).toBe(404);
  });
});

describe('a feed', () => {
  it('of Vrbo is not sent twice unless something changed', async () => {
    const { listing, control, feed, pass } = await simulator();
    const { id, path } = await listing({ platform: 'vrbo', occupancy: 0.4 });
    const first = await feed(path);
    const etag = String(first.headers.etag);
    pass(60_000);
    expect((await feed(path, { 'if-none-match': etag })).statusCode).toBe(304);
    const since = String(first.headers['last-modified']);
    expect((await feed(path, { 'if-modified-since': since })).statusCode).toBe(304);
    await control('POST', `/${id}/sell`, { checkIn: '2027-10-20', checkOut: '2027-10-21' });
    expect((await feed(path, { 'if-none-match': etag })).statusCode).toBe(200);
    expect((await feed(path, { 'if-modified-since': since })).statusCode).toBe(200);
  });

  it('of Airbnb is another one each second, unless its stamp is pinned', async () => {
    const { listing, control, feed, pass } = await simulator();
    const { id, path } = await listing();
    const etag = String((await feed(path)).headers.etag);
    expect(etag).toMatch(/^W\//);
    pass(1_000);
    expect((await feed(path, { 'if-none-match': etag })).statusCode).toBe(200);
    await control('PATCH', `/${id}`, { pinStamp: true });
    const pinned = String((await feed(path)).headers.etag);
    pass(1_000);
    expect((await feed(path, { 'if-none-match': pinned })).statusCode).toBe(304);
  });

  it('remembers who asked for it and how', async () => {
    const { listing, control, feed } = await simulator();
    const { id, path } = await listing();
    await feed(path, { 'user-agent': 'Roomnight/1', 'if-none-match': '"x"' });
    expect((await control('GET', `/${id}`)).body.lastFetch).toEqual({
      at: '2026-11-23T06:30:00.000Z',
      status: 200,
      mode: 'ok',
      userAgent: 'Roomnight/1',
      ifNoneMatch: '"x"',
      ifModifiedSince: null,
    });
  });

  it.each(['booking_com', 'gommt', 'google'])(
    'of %s is at an address of its own, and moves with its calendar',
    async (platform) => {
      const { listing, control, feed, pass } = await simulator();
      const { id, path } = await listing({ platform });
      const before = await feed(path);
      expect(before.statusCode).toBe(200);
      await control('POST', `/${id}/sell`, XMAS);
      pass(1_000);
      expect((await feed(path)).body).toContain('DTSTART;VALUE=DATE:20261224');
      expect((await feed(path)).headers.etag).not.toBe(before.headers.etag);
    },
  );

  it('can say 304 and send a body behind it, whatever a web server would do', async () => {
    const { app, listing, control } = await simulator();
    const { id, path } = await listing();
    await control('POST', `/${id}/misbehave`, { mode: '304-with-body', times: 1 });
    const address = await app.listen({ host: '127.0.0.1', port: 0 });
    const socket = connect(Number(new URL(address).port), '127.0.0.1');
    socket.write(`GET ${path} HTTP/1.1\r\nhost: sim\r\n\r\n`);
    const said = await text(socket);
    expect(said).toMatch(/^HTTP\/1\.1 304 .*\r\n\r\nBEGIN:VCALENDAR.*END:VCALENDAR\r\n$/s);
  });

  it('misbehaves as told, as often as told', async () => {
    const { listing, control, feed } = await simulator();
    const { id, path } = await listing();
    await control('POST', `/${id}/misbehave`, { mode: '429', times: 1, retryAfterSeconds: 7 });
    const refused = await feed(path);
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '7']);
    expect((await feed(path)).statusCode).toBe(200);
    expect((await control('GET', `/${id}`)).body.fetches.map((each: { mode: string }) => each.mode)).toEqual([
      '429',
      'ok',
    ]);
  });

  it('shows by itself what chance sold since', async () => {
    const { listing, feed, pass } = await simulator();
    const { path } = await listing({ sellRate: 5, seed: 4 });
    expect((await feed(path)).body).not.toContain('Reserved');
    pass(3 * 86_400_000);
    expect((await feed(path)).body).toContain('Reserved');
  });
});

describe('two platforms that follow each other', () => {
  it('close on one what is sold on the other, and show it as their own block', async () => {
    const world = await simulator({ fetch: async (url) => relay(url) });
    const airbnb = await world.listing({ bookingWindowDays: 365 });
    const vrbo = await world.listing({ platform: 'vrbo', exportUrl: airbnb.feedUrl });
    async function relay(url: string): Promise<Response> {
      const { pathname, search } = new URL(url);
      const { body, statusCode } = await world.feed(pathname + search);
      return new Response(body, { status: statusCode });
    }
    await world.control('POST', `/${airbnb.id}/sell`, XMAS);
    const poll = await world.control('POST', `/${vrbo.id}/poll`);
    expect(poll.body).toMatchObject({ outcome: 'read', status: 200 });
    expect(poll.body.nights[0]).toEqual(XMAS);
    expect((await world.control('POST', `/${vrbo.id}/sell`, XMAS)).body.holder.kind).toBe('imported');
    expect((await world.feed(vrbo.path)).body).toContain('UID:12242026-1224-2026-1227-202612272026');
    await world.control('PATCH', `/${vrbo.id}`, { reexportImported: false });
    expect((await world.feed(vrbo.path)).body).not.toContain('VEVENT');
  });

  it('visit exports at the pace of their platform, or their own', async () => {
    let visits = 0;
    const fetch = async () => {
      visits += 1;
      return new Response('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n');
    };
    const { listing, control, simulation, pass } = await simulator({ fetch, speed: 90 });
    const { id } = await listing({ exportUrl: 'http://127.0.0.1/x.ics' });
    await simulation.tick();
    expect(visits).toBe(0);
    for (let second = 0; second < 600; second++) {
      pass(1_000);
      await simulation.tick();
    }
    expect(visits).toBeGreaterThanOrEqual(5);
    expect(visits).toBeLessThanOrEqual(6);
    await control('PATCH', `/${id}`, { exportUrl: null });
    pass(3_600_000);
    await simulation.tick();
    expect(visits).toBeLessThanOrEqual(6);
  });
});
