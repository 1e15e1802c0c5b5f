import { once } from 'node:events';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';
import { TestHouse } from '../test-house.ts';
import { RESUME } from './sockets.ts';

let gateway: TestGateway;
const PUBLIC_URL = 'http://localhost:4000';
beforeAll(async () => {
  gateway = await openTestGateway({ settings: { PUBLIC_URL } });
});
afterAll(() => gateway.stop());

/** A client that sends the cookie and origin of a page, as a browser does by itself. */
function connect(cookie: string, origin = PUBLIC_URL) {
  class Page extends WebSocket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols, { headers: { cookie, origin } });
    }
  }
  return createClient({
    url: `${gateway.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: Page,
    retryAttempts: 0,
    lazy: true,
  });
}

const EVENTS = `subscription ($after: String) { calendarEvents(after: $after) {
  __typename ... on CalendarEvent { cursor type listingId } ... on TooFarBehind { cursor message } } }`;

it('tells a page what happens after the calendar it has', async () => {
  const house = await TestHouse.build(gateway, []);
  const { calendar } = await house.person.get<{ calendar: { cursor: string } }>(
    '{ calendar(from: "2026-12-01", to: "2027-01-01") { cursor } }',
  );
  await house.person.get(
    'mutation ($id: ID!) { createListing(input: { unitId: $id, platformKey: "airbnb" }) { __typename } }',
    { id: house.unitId },
  );
  const client = connect(house.person.cookie);
  const messages = client.iterate({ query: EVENTS, variables: { after: calendar.cursor } });
  const { value } = await messages.next();
  expect(value).toMatchObject({
    data: { calendarEvents: { __typename: 'CalendarEvent', type: 'LISTING_CHANGED' } },
  });
  await client.dispose();
});

it('sends pages away when it stops, so that they come back and resume', async () => {
  const stopping = await openTestGateway({ settings: { PUBLIC_URL } });
  const socket = new WebSocket(`${stopping.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  const closed = once(socket, 'close');
  await stopping.stop();
  expect((await closed)[0]).toBe(1001);
});

it('tells nobody who is not signed in', async () => {
  const client = connect('');
  const messages = client.iterate({ query: EVENTS });
  await expect(messages.next()).resolves.toMatchObject({
    value: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
  });
  await client.dispose();
});

it('refuses pages of another origin', async () => {
  const house = await TestHouse.build(gateway, []);
  const client = connect(house.person.cookie, 'https://evil.example');
  await expect(client.iterate({ query: EVENTS }).next()).rejects.toBeDefined();
  await client.dispose();
});

it('ends the socket of a person who was dismissed', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    const house = await TestHouse.build(gateway, []);
    const { cookie, email } = house.person;
    const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      headers: { cookie, origin: PUBLIC_URL },
    });
    await once(socket, 'open');
    socket.send('{"type":"connection_init"}');
    await once(socket, 'message');
    const closed = vi.fn();
    socket.on('close', closed);
    await gateway.database.admin.query(
      'DELETE FROM auth.members m USING auth.users u WHERE u.id = m.user_id AND u.email = $1',
      [email],
    );
    await vi.waitFor(async () => {
      await vi.advanceTimersByTimeAsync(60_000);
      expect(closed).toHaveBeenCalledWith(RESUME, expect.anything());
    }, 4_000);
  } finally {
    vi.useRealTimers();
  }
});
