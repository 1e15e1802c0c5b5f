import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';
import { TestHouse } from '../test-house.ts';
import type { TestPerson } from '../test-person.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openTestGateway();
});
afterAll(() => gateway.stop());

const at = (minute: number) => new Date(Date.UTC(2027, 0, 20, 6, minute));

async function idsOf(person: TestPerson): Promise<{ organizationId: string; userId: string }> {
  const { viewer } = await person.get<{ viewer: { id: string; organization: { id: string } } }>(
    '{ viewer { id organization { id } } }',
  );
  return { organizationId: viewer.organization.id, userId: viewer.id };
}

/** As the checklist-worker opens it. */
async function alert(house: TestHouse, title: string, minute: number, closed?: number): Promise<string> {
  const { organizationId } = await idsOf(house.person);
  const id = randomUUID();
  await gateway.database.admin.query(
    `INSERT INTO checklists.alerts (id, organization_id, kind, severity, status, incident_key, group_key, title, sentence,
       meaning, advice, opened_at, closed_at, closed_reason)
     VALUES ($1, $2, 'feed_late', 'medium', $3, gen_random_uuid()::text, 'airbnb', $4, 'Since 10:00.', 'No night was freed.', 'Wait.', $5, $6, $7)`,
    [
      id,
      organizationId,
      closed === undefined ? 'open' : 'closed',
      title,
      at(minute),
      closed === undefined ? null : at(closed),
      closed === undefined ? null : 'The listing: is polled again.',
    ],
  );
  await gateway.database.admin.query(
    `INSERT INTO checklists.alert_listings (alert_id, listing_id, concern, organization_id, since, ended_at, ended_because)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      id,
      house.listings[0]?.id,
      title,
      organizationId,
      at(minute),
      closed === undefined ? null : at(closed),
      closed === undefined ? null : 'is polled again',
    ],
  );
  return id;
}

async function notification(person: TestPerson, title: string, minute: number): Promise<string> {
  const { organizationId, userId } = await idsOf(person);
  const id = randomUUID();
  await gateway.database.admin.query(
    `INSERT INTO checklists.notifications VALUES ($1, $2, $3, $4, 'feed_late', $5, 'No night was freed.', '/alerts', $6)`,
    [id, organizationId, userId, randomUUID(), title, at(minute)],
  );
  return id;
}

interface AlertPage {
  alerts: {
    nodes: { title: string; status: string }[];
    pageInfo: { hasNextPage: boolean; endCursor: string };
  };
}

describe('alerts', () => {
  it('come open ones first, the latest before the others, page by page', async () => {
    const house = await TestHouse.build(gateway, ['airbnb']);
    for (const [title, opened, closed] of [
      ['old', 1, 2],
      ['new', 30, undefined],
      ['same', 30, undefined],
      ['recent', 40, 41],
      ['long', 0, undefined],
    ] as const) {
      await alert(house, title, opened, closed);
    }
    const seen: string[] = [];
    let after: string | undefined;
    for (let page = 0; page < 5; page++) {
      const { alerts } = await house.person.get<AlertPage>(
        `query ($after: String) { alerts(first: 2, after: $after) { nodes { title status } pageInfo { hasNextPage endCursor } } }`,
        { after },
      );
      seen.push(...alerts.nodes.map(({ title }) => title));
      if (!alerts.pageInfo.hasNextPage) break;
      after = alerts.pageInfo.endCursor;
    }
    expect(seen.slice(0, 2).toSorted()).toEqual(['new', 'same']);
    expect(seen.slice(2)).toEqual(['long', 'recent', 'old']);
    const closed = await house.person.get<AlertPage>(
      `{ alerts(status: CLOSED) { nodes { title closedReason listings { endedBecause listing { id } } } } }`,
    );
    expect(closed.alerts.nodes[0]).toEqual({
      title: 'recent',
      closedReason: 'The listing: is polled again.',
      listings: [{ endedBecause: 'is polled again', listing: { id: house.listings[0]?.id } }],
    });
  });

  it('refuse a cursor that is none of theirs', async () => {
    const person = await gateway.owner('Asha');
    const cursor = Buffer.from(`open yesterday\u0000${randomUUID()}`).toString('base64url');
    const { errors } = await person.ask('query ($c: String) { alerts(after: $c) { nodes { id } } }', {
      c: cursor,
    });
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });

  it('of one organization are nobody else’s', async () => {
    const house = await TestHouse.build(gateway, ['airbnb']);
    await alert(house, 'mine', 1);
    const other = await gateway.owner('Ravi');
    expect(await other.get('{ alerts { nodes { id } } }')).toEqual({ alerts: { nodes: [] } });
  });
});

describe('notifications', () => {
  it('are the viewer’s own, the latest first, and read once they are marked', async () => {
    const [asha, ravi] = [await gateway.owner('Asha'), await gateway.owner('Ravi')];
    const first = await notification(asha, 'first', 1);
    await notification(asha, 'second', 2);
    const theirs = await notification(ravi, 'theirs', 3);
    const list = (person: TestPerson) =>
      person.get('{ unreadNotifications notifications { nodes { title path isRead } } }');
    expect(await list(asha)).toEqual({
      unreadNotifications: 2,
      notifications: {
        nodes: [
          { title: 'second', path: '/alerts', isRead: false },
          { title: 'first', path: '/alerts', isRead: false },
        ],
      },
    });
    const mark = `mutation ($ids: [ID!]) { markNotificationsRead(ids: $ids) { ... on MarkNotificationsReadSuccess { unread } } }`;
    // Somebody else's, and what is no id at all, change nothing.
    for (let times = 0; times < 2; times++) {
      expect(await asha.get(mark, { ids: [first, theirs, 'nonsense'] })).toEqual({
        markNotificationsRead: { unread: 1 },
      });
    }
    expect(await list(ravi)).toMatchObject({ unreadNotifications: 1 });
    expect(await asha.get(mark)).toEqual({ markNotificationsRead: { unread: 0 } });
    const { rows } = await gateway.database.admin.query(
      `SELECT DISTINCT type FROM log.events WHERE organization_id = $1`,
      [(await idsOf(asha)).organizationId],
    );
    expect(rows).toContainEqual({ type: 'NotificationsChanged' });
  });
});

describe('notification preferences', () => {
  const query = '{ notificationPreferences { kind inApp byEmail isUsual } }';
  const set = `mutation ($input: SetNotificationPreferenceInput!) { setNotificationPreference(input: $input) {
    __typename ... on NotificationPreference { kind inApp byEmail isUsual } ... on InvalidInput { field } } }`;

  it('are what is usual for the role until a person says otherwise', async () => {
    const asha = await gateway.owner('Asha');
    const before = await asha.get<{ notificationPreferences: { kind: string }[] }>(query);
    expect(before.notificationPreferences).toContainEqual({
      kind: 'feed_failing',
      inApp: true,
      byEmail: true,
      isUsual: true,
    });
    for (const byEmail of [false, true, false]) {
      const input = { kind: 'feed_failing', inApp: true, byEmail };
      expect(await asha.get(set, { input })).toMatchObject({
        setNotificationPreference: { ...input, isUsual: false },
      });
    }
    await gateway.database.admin.query(`UPDATE auth.members SET role = 'staff' WHERE user_id = $1`, [
      (await idsOf(asha)).userId,
    ]);
    const after = await asha.get<{ notificationPreferences: { kind: string }[] }>(query);
    const quiet = { kind: 'feed_late', inApp: false, byEmail: false, isUsual: true };
    expect(after.notificationPreferences).toContainEqual(quiet);
    const kept = { kind: 'feed_failing', inApp: true, byEmail: false, isUsual: false };
    expect(after.notificationPreferences).toContainEqual(kept);
  });

  it('of a kind that does not exist are refused at that field', async () => {
    const asha = await gateway.owner('Asha');
    expect(await asha.get(set, { input: { kind: 'gossip', inApp: true, byEmail: true } })).toEqual({
      setNotificationPreference: { __typename: 'InvalidInput', field: 'kind' },
    });
  });
});
