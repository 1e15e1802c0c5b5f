import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { Organization } from './organization.ts';

/** From a cursor of no log: the first message says that it leads nowhere, and that following has begun. */
const subscription = `subscription {
  calendarEvents(after: "nowhere") { __typename ... on CalendarEvent { type bookingId } }
}`;

const message = z.object({
  type: z.string(),
  payload: z
    .object({
      data: z.object({
        calendarEvents: z.object({
          __typename: z.string(),
          type: z.string().optional(),
          bookingId: z.string().nullish(),
        }),
      }),
    })
    .optional(),
});

/**
 * Signs a member of the organization up, and follows its events on a socket as the dashboard does.
 *
 * @param onCreated called with each booking that is new, when its event arrives
 * @returns closes the socket
 */
export async function subscribe(
  admin: Pool,
  port: number,
  { organizationId }: Organization,
  onCreated: (bookingId: string) => void,
): Promise<() => void> {
  const cookie = await signUp(admin, port, organizationId);
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, {
    protocols: 'graphql-transport-ws',
    headers: { cookie },
  });
  const following = Promise.withResolvers<void>();
  socket.addEventListener('message', ({ data }) => {
    const { type, payload } = message.parse(JSON.parse(String(data)));
    if (type === 'connection_ack') {
      socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: subscription } }));
    }
    if (type === 'ping') socket.send(JSON.stringify({ type: 'pong' }));
    const event = payload?.data.calendarEvents;
    if (event?.__typename === 'TooFarBehind') following.resolve();
    if (event?.type === 'BOOKING_CREATED' && event.bookingId) onCreated(event.bookingId);
  });
  socket.addEventListener('close', ({ reason }) =>
    following.reject(new Error(`The socket closed. ${reason}`)),
  );
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init' }));
  await following.promise;
  return () => socket.close();
}

/** @returns the session's cookies */
async function signUp(admin: Pool, port: number, organizationId: string): Promise<string> {
  const email = `${randomUUID()}@roomnight.example`;
  const response = await fetch(`http://127.0.0.1:${port}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'http://localhost:4000' },
    body: JSON.stringify({ name: 'Asha', email, password: randomUUID() }),
  });
  if (!response.ok) throw new Error(`Signing up answered ${response.status}.`);
  await admin.query(
    `INSERT INTO auth.members (organization_id, user_id, role, created_at)
     SELECT $1, id, 'owner', $3 FROM auth.users WHERE email = $2`,
    [organizationId, email, new Date()],
  );
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}
