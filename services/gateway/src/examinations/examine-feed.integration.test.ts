import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';
import { TestHouse } from '../test-house.ts';
import { forgetRequests } from './forget-requests.ts';

let now = new Date('2026-11-23T06:30:00Z');
let gateway: TestGateway;
let house: TestHouse;
beforeAll(async () => {
  gateway = await openTestGateway({ standIns: true, clock: () => now });
  house = await TestHouse.build(gateway, ['airbnb']);
});
afterAll(() => gateway.stop());

const EXAMINE = `mutation ($input: ExamineFeedInput!) { made: examineFeed(input: $input) { __typename
  ... on FeedExamination { id examinedAt report { verdict sentence warnings { message line } } }
  ... on Error { message } ... on InvalidInput { field } ... on TooManyRequests { retryAfterSeconds } } }`;
const SECRET = 'https://www.airbnb.co.in/calendar/ical/12345.ics?s=0123456789abcdef0123456789abWXYZ';

interface Made {
  made: {
    __typename: string;
    id?: string;
    report?: { sentence: string };
    field?: string;
    retryAfterSeconds?: number;
  };
}

async function examine(input: object, person = house.person): Promise<Made['made']> {
  return (await person.get<Made>(EXAMINE, { input })).made;
}

async function kept(): Promise<{ source: string; sealed: Buffer | null }[]> {
  const { rows } = await gateway.database.admin.query<{ source: string; sealed: Buffer | null }>(
    'SELECT source, sealed FROM gateway.feed_examination_requests',
  );
  return rows;
}

it('answers with the report, and erases the address when it was read', async () => {
  const made = await examine({ url: SECRET, unitId: house.unitId, platformKey: 'airbnb' });
  expect(made).toMatchObject({
    __typename: 'FeedExamination',
    report: { verdict: 'HEALTHY', warnings: [{ message: 'Odd.', line: 7 }] },
  });
  // Sealed longer than it is, so it was there when it was looked at.
  expect(Number(made.report?.sentence.split(' ').at(-1))).toBeGreaterThan(SECRET.length);
  expect((await kept()).map(({ sealed }) => sealed)).toEqual([null]);
  const again = await house.person.get<{ feedExamination: { report: object } }>(
    `query ($id: ID!) { feedExamination(id: $id) { report { sentence } } }`,
    { id: made.id },
  );
  expect(again.feedExamination.report).toEqual({ sentence: made.report?.sentence });
});

it('tells Temporal ids only', async () => {
  const { id } = await examine({ url: SECRET });
  const { events } = await gateway.app.temporal.workflow.getHandle(`examination:${id}`).fetchHistory();
  const history = JSON.stringify(events, (_key, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString() : value,
  );
  expect(history).toContain(id);
  expect(history).not.toContain('0123456789abcdef');
});

it('takes a file of 5 MB, from nobody who is not signed in', async () => {
  const file = { input: { body: 'A\r\n'.repeat((5 * 1024 * 1024) / 3) } };
  expect(await examine(file.input)).toMatchObject({ __typename: 'FeedExamination' });
  const stranger = await fetch(new URL('/graphql', gateway.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: EXAMINE, variables: file }),
  });
  expect(stranger.status).toBe(413);
});

it('looks at a listing for itself only where it has a feed', async () => {
  const [listing] = house.listings;
  expect(await examine({ listingId: listing?.id })).toMatchObject({ field: 'listingId' });
  expect(await examine({ listingId: listing?.id, url: SECRET })).toMatchObject({
    __typename: 'FeedExamination',
  });
});

it.each<[object, object]>([
  [{}, { field: 'url' }],
  [{ url: 'http://169.254.169.254/' }, { field: 'url' }],
  [{ url: SECRET, body: 'x' }, { field: 'body' }],
  [{ body: 'x'.repeat(5 * 1024 * 1024 + 1) }, { field: 'body' }],
  [{ url: SECRET, platformKey: 'nowhere' }, { field: 'platformKey' }],
  [{ url: SECRET, platformKey: 'generic_manual' }, { field: 'platformKey' }],
  [{ url: SECRET, unitId: randomUUID() }, { __typename: 'NotFound' }],
  [{ url: SECRET, unitId: 'x' }, { __typename: 'NotFound' }],
  [{ listingId: randomUUID() }, { __typename: 'NotFound' }],
])('refuses what cannot be looked at, and keeps nothing of it', async (input, refusal) => {
  const before = (await kept()).length;
  expect(await examine(input)).toMatchObject(refusal);
  expect(await kept()).toHaveLength(before);
});

it('knows no unit and no report of another organization', async () => {
  const other = await TestHouse.build(gateway, []);
  const { id } = await examine({ url: SECRET });
  expect(await examine({ url: SECRET, unitId: house.unitId }, other.person)).toMatchObject({
    __typename: 'NotFound',
  });
  const seen = await other.person.get(`query ($id: ID!) { feedExamination(id: $id) { id } }`, { id });
  expect(seen).toEqual({ feedExamination: null });
});

it('is no open proxy: an organization asks so often and no more, and others still may', async () => {
  const busy = await TestHouse.build(gateway, []);
  const answers: Made['made'][] = [];
  for (let at = 0; at < 21; at++) answers.push(await examine({ body: 'x' }, busy.person));
  expect(answers.slice(0, 20).every(({ __typename }) => __typename === 'FeedExamination')).toBe(true);
  expect(answers[20]).toMatchObject({ __typename: 'TooManyRequests', retryAfterSeconds: 600 });
  const other = await TestHouse.build(gateway, []);
  expect(await examine({ body: 'x' }, other.person)).toMatchObject({ __typename: 'FeedExamination' });
  now = new Date(now.getTime() + 11 * 60_000);
  expect(await examine({ body: 'x' }, busy.person)).toMatchObject({ __typename: 'FeedExamination' });
});

it('forgets within the hour what a dead gateway left, of every organization', async () => {
  await gateway.database.admin.query(
    `UPDATE gateway.feed_examination_requests SET sealed = 'left behind' WHERE requested_at < $1`,
    [now],
  );
  expect(await forgetRequests(gateway.app.pool, () => now)).toBe(0);
  const later = new Date(now.getTime() + 55 * 60_000);
  expect(await forgetRequests(gateway.app.pool, () => later)).toBeGreaterThan(20);
  expect(await kept()).toEqual([]);
});
