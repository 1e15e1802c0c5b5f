import { describe, expect, it } from 'vitest';
import { pollExport } from './export-poller.ts';
import { lonelyListing, noFetch, NOON } from './fixtures.ts';
import { activeStays, sell } from './world.ts';

const URL = 'http://127.0.0.1:4000/ical/token.ics';
const clock = () => NOON;

function exported(...nights: [string, string][]): string {
  const events = nights.flatMap(([from, to], place) => [
    'BEGIN:VEVENT',
    `UID:${place}@roomnight`,
    `DTSTART;VALUE=DATE:${from}`,
    `DTEND;VALUE=DATE:${to}`,
    'END:VEVENT',
  ]);
  return ['BEGIN:VCALENDAR', ...events, 'END:VCALENDAR', ''].join('\r\n');
}

function answering(...responses: Response[]) {
  const asked: Headers[] = [];
  return {
    asked,
    async fetch(_url: string, init: RequestInit): Promise<Response> {
      asked.push(new Headers(init.headers));
      return responses.shift() ?? new Response('', { status: 500 });
    },
  };
}

describe('a visit to our export', () => {
  it('takes over its future nights and asks conditionally next time, under the name of the platform', async () => {
    const listing = lonelyListing();
    const server = answering(
      new Response(exported(['19700101', '19700102'], ['20261224', '20261227']), {
        headers: { etag: '"1"' },
      }),
      new Response(null, { status: 304 }),
    );
    const first = await pollExport(listing, URL, server.fetch, clock);
    const second = await pollExport(listing, URL, server.fetch, clock);
    const xmas = [{ checkIn: '2026-12-24', checkOut: '2026-12-27' }];
    expect(first).toMatchObject({ outcome: 'read', status: 200, nights: xmas, bouncedBack: [] });
    expect(second).toMatchObject({ outcome: 'unchanged', status: 304, nights: xmas });
    expect(server.asked.map((headers) => headers.get('if-none-match'))).toEqual([null, '"1"']);
    expect(server.asked[0]?.get('user-agent')).toContain('Airbnb');
    expect(listing.polls).toEqual([first, second]);
  });

  it.each([
    ['an error', new Response('no', { status: 500 }), 500],
    ['a web page', new Response('<html></html>'), 200],
    ['half a calendar', new Response(exported().replace('END:VCALENDAR', '')), 200],
  ])('that meets %s changes nothing', async (_what, response, status) => {
    const listing = lonelyListing();
    const server = answering(new Response(exported(['20261224', '20261227'])), response);
    await pollExport(listing, URL, server.fetch, clock);
    const poll = await pollExport(listing, URL, server.fetch, clock);
    expect(poll).toMatchObject({ outcome: 'failed', status });
    expect(listing.imported).toEqual([{ checkIn: '2026-12-24', checkOut: '2026-12-27' }]);
  });

  it('that finds nobody is a failure too', async () => {
    const poll = await pollExport(lonelyListing(), URL, noFetch, clock);
    expect(poll).toMatchObject({ outcome: 'failed', status: null, reason: 'No connection.' });
  });

  it('tells when its own sale is bounced back to it', async () => {
    const listing = lonelyListing();
    const nights = { checkIn: '2026-12-25', checkOut: '2026-12-26' };
    sell(listing, { nights, firstName: 'Neha', tentative: false, force: false }, NOON);
    const server = answering(new Response(exported(['20261224', '20261227'], ['20270101', '20270102'])));
    const poll = await pollExport(listing, URL, server.fetch, clock);
    expect(poll.bouncedBack).toEqual([{ checkIn: '2026-12-24', checkOut: '2026-12-27' }]);
    expect(activeStays(listing)).toHaveLength(1);
  });
});
