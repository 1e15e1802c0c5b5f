import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';
import { TestHouse, type TestListing } from '../test-house.ts';

const NIGHTS = { checkIn: '2030-03-10', checkOut: '2030-03-13' };
const LATER = { checkIn: '2030-04-10', checkOut: '2030-04-12' };

let gateway: TestGateway;
let house: TestHouse;
let listing: TestListing;
let bookings: string[];
let quarantineId: string;

beforeAll(async () => {
  gateway = await openTestGateway();
});
afterAll(() => gateway.stop());

/** A quarantine as the sync-worker leaves it. */
beforeEach(async () => {
  house = await TestHouse.build(gateway, ['vrbo']);
  const [first] = house.listings;
  if (!first) throw new Error('one was asked for');
  listing = first;
  bookings = [await house.sell({ listing, ...NIGHTS }), await house.sell({ listing, ...LATER })];
  quarantineId = randomUUID();
  const releases = bookings.map((bookingId, at) => ({
    bookingId,
    kind: 'stay',
    nights: [at === 0 ? NIGHTS : LATER],
    why: 'It is not in the feed.',
  }));
  await gateway.database.admin.query(
    `INSERT INTO sync.quarantines (id, organization_id, listing_id, is_whole_feed, reason, releases, status, opened_at, changed_at)
     SELECT $1, organization_id, id, true, '2 of 2 bookings vanished from the feed at once.', $3, 'open', created_at, created_at
     FROM gateway.listings WHERE id = $2`,
    [quarantineId, listing.id, JSON.stringify(releases)],
  );
});

const DECIDE = `mutation ($input: DecideQuarantineInput!) { decided: decideQuarantine(input: $input) { __typename
  ... on DecideQuarantineSuccess { quarantine { status decision { decidedBy reason isApplied free { id } } } }
  ... on QuarantineChanged { message quarantine { revision releases { booking { id } } } }
  ... on InvalidInput { field } ... on Error { message } } }`;

function decide(input: object, person = house.person) {
  return person.get<{ decided: Record<string, unknown> }>(DECIDE, {
    input: { quarantineId, revision: 1, free: bookings, reason: 'Seen on the platform.', ...input },
  });
}

async function revision(): Promise<number> {
  const { rows } = await gateway.database.admin.query('SELECT revision FROM gateway.listings WHERE id = $1', [
    listing.id,
  ]);
  return rows[0].revision;
}

it('shows exactly what would be freed', async () => {
  const shown = await house.person.get(
    `query ($id: ID!) { listing(id: $id) { quarantine { status isWholeFeed revision reason decision { reason }
      releases { booking { id } kind nights { checkIn checkOut } why said } } } }`,
    { id: listing.id },
  );
  expect(shown).toMatchObject({
    listing: {
      quarantine: {
        status: 'OPEN',
        isWholeFeed: true,
        revision: 1,
        decision: null,
        releases: [
          { booking: { id: bookings[0] }, kind: 'STAY', nights: [NIGHTS], said: null },
          { booking: { id: bookings[1] }, nights: [LATER] },
        ],
      },
    },
  });
});

it('keeps a decision with its author and what was shown, and has the feed polled', async () => {
  const before = await revision();
  expect(await decide({ free: [bookings[0]] })).toMatchObject({
    decided: {
      quarantine: {
        status: 'OPEN',
        decision: { decidedBy: 'Owner', isApplied: false, free: [{ id: bookings[0] }] },
      },
    },
  });
  expect(await revision()).toBe(before + 1);
  const { rows } = await gateway.database.admin.query(
    `SELECT d.shown, d.free, a.action, a.actor_kind, a.after FROM gateway.quarantine_decisions d
     JOIN log.audit a ON a.subject_id = d.quarantine_id WHERE d.quarantine_id = $1`,
    [quarantineId],
  );
  expect(rows).toEqual([
    {
      shown: [
        { bookingId: bookings[0], nights: [NIGHTS] },
        { bookingId: bookings[1], nights: [LATER] },
      ],
      free: [bookings[0]],
      action: 'quarantine.accepted',
      actor_kind: 'user',
      after: { free: [bookings[0]], keep: [bookings[1]] },
    },
  ]);
  expect(JSON.stringify(rows)).not.toContain('Seen on the platform');
});

it('refuses a decision on what is no longer so, and shows how it is', async () => {
  await gateway.database.admin.query(
    `UPDATE sync.quarantines SET revision = 2, releases = jsonb_path_query_array(releases, '$[0]') WHERE id = $1`,
    [quarantineId],
  );
  expect(await decide({})).toMatchObject({
    decided: {
      __typename: 'QuarantineChanged',
      quarantine: { revision: 2, releases: [{ booking: { id: bookings[0] } }] },
    },
  });
  expect(await decide({ revision: 2, free: [bookings[1]] })).toMatchObject({ decided: { field: 'free' } });
});

it('lets the first of two people decide', async () => {
  const answers = await Promise.all([decide({}), decide({ free: [] })]);
  const kinds = answers.map(({ decided }) => decided['__typename']).toSorted();
  expect(kinds).toEqual(['DecideQuarantineSuccess', 'QuarantineChanged']);
});

it('is nobody else’s to see or to decide', async () => {
  const stranger = await gateway.owner('Stranger');
  expect(await decide({}, stranger)).toMatchObject({ decided: { __typename: 'NotFound' } });
  expect(
    await stranger.get(`query ($id: ID!) { listing(id: $id) { quarantine { id } } }`, { id: listing.id }),
  ).toEqual({ listing: null });
});

it('shows a feed event by event, by pages, without what is over', async () => {
  await gateway.database.admin.query(
    `INSERT INTO sync.feed_events (listing_id, position, organization_id, check_in, check_out, class, is_imported, reason, line)
     SELECT id, n, organization_id, date '2020-01-01' + n * 1000, date '2020-01-04' + n * 1000, 'own_echo', false, 'Ours.', n * 5
     FROM gateway.listings, generate_series(1, 6) AS n WHERE id = $1`,
    [listing.id],
  );
  const page = (after: number) =>
    house.person.get<{ listing: { feedEvents: { position: number }[] } }>(
      `query ($id: ID!, $after: Int) { listing(id: $id) { feedEvents(first: 2, after: $after) { position class isImported reason line } } }`,
      { id: listing.id, after },
    );
  const { feedEvents } = (await page(0)).listing;
  expect(feedEvents).toMatchObject([{ class: 'OWN_ECHO', isImported: false, reason: 'Ours.' }, {}]);
  const next = (await page(feedEvents[1]?.position ?? 0)).listing.feedEvents;
  expect(next[0]?.position).toBe((feedEvents[1]?.position ?? 0) + 1);
});
