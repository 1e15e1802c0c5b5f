import { searchAttributes } from '@roomnight/contracts/search-attributes';
import { feedSyncWorkflowId } from '@roomnight/contracts/feed-sync';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';
import { TestHouse } from '../test-house.ts';

let gateway: TestGateway;
let house: TestHouse;
beforeAll(async () => {
  gateway = await openTestGateway({ standIns: true });
  house = await TestHouse.build(gateway, ['gommt']);
});
afterAll(() => gateway.stop());

const SECRET = 'https://www.airbnb.co.in/calendar/ical/12345.ics?s=0123456789abcdef0123456789abWXYZ';

const CREATE = `mutation ($input: CreateListingInput!) { made: createListing(input: $input) { __typename
  ... on CreateListingSuccess { exportUrl listing { id importUrlHint exportUrlHint mode status
    syncIntervalMinutes sync { status health } } }
  ... on Error { message } ... on InvalidInput { field } } }`;

interface Made {
  made: { __typename: string; exportUrl: string; listing: { id: string } };
}

const workflowOf = (listingId: string) =>
  gateway.app.temporal.workflow.getHandle(feedSyncWorkflowId(listingId));

async function create(): Promise<Made['made']> {
  const fresh = await TestHouse.build(gateway, [], house.person);
  const input = { unitId: fresh.unitId, platformKey: 'airbnb', importUrl: SECRET };
  return (await house.person.get<Made>(CREATE, { input })).made;
}

it('starts the import of a listing with a feed, findable and in words', async () => {
  const made = await create();
  expect(made).toMatchObject({
    __typename: 'CreateListingSuccess',
    listing: {
      importUrlHint: 'www.airbnb.co.in …WXYZ',
      mode: 'ICAL',
      status: 'ACTIVE',
      syncIntervalMinutes: 45,
      sync: { status: 'PENDING', health: 'NEW' },
    },
  });
  const description = await workflowOf(made.listing.id).describe();
  expect(description.typedSearchAttributes.get(searchAttributes.platform)).toBe('airbnb');
  expect(description.typedSearchAttributes.get(searchAttributes.state)).toBe('new');
  expect(await description.staticSummary()).toBe('Airbnb feed of Casa');
});

it('keeps the feed’s address and the export’s token to itself', async () => {
  const made = await create();
  const token = new URL(made.exportUrl).pathname.slice('/ical/'.length, -'.ics'.length);
  expect(token).toHaveLength(43);
  const shown = JSON.stringify(
    await house.person.get(
      `{ listings { importUrlHint exportUrlHint temporalUrl sync { message errorMessage } platform { icalUrl } } }`,
    ),
  );
  const { events } = await workflowOf(made.listing.id).fetchHistory();
  const history = JSON.stringify(events, (_key, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString() : value,
  );
  const { rows } = await gateway.database.admin.query(
    'SELECT l.*, t.token_hint, a.before, a.after FROM gateway.listings l JOIN gateway.export_tokens t ON t.listing_id = l.id JOIN log.audit a ON a.subject_id = l.id WHERE l.id = $1',
    [made.listing.id],
  );
  expect(rows).not.toHaveLength(0);
  for (const text of [shown, history, JSON.stringify(rows)]) {
    expect(text).not.toContain('0123456789abcdef');
    expect(text).not.toContain(token.slice(0, 20));
  }
});

it.each([
  ['ftp://www.airbnb.com/x.ics'],
  ['http://127.0.0.1:9/calendar.ics'],
  ['http://[::1]/calendar.ics'],
  ['nonsense'],
])('refuses to import from %s, and repeats none of it', async (importUrl) => {
  const fresh = await TestHouse.build(gateway, [], house.person);
  const { made } = await house.person.get<{ made: { message: string } }>(CREATE, {
    input: { unitId: fresh.unitId, platformKey: 'airbnb', importUrl },
  });
  expect(made).toMatchObject({ __typename: 'InvalidInput', field: 'importUrl' });
  expect(made.message).not.toContain(importUrl);
});

it('refuses a second listing of a unit on a platform, and a feed on one kept by hand', async () => {
  const input = { unitId: house.unitId, platformKey: 'gommt' };
  expect(await house.person.get(CREATE, { input })).toMatchObject({ made: { field: 'platformKey' } });
  const byHand = { unitId: house.unitId, platformKey: 'booking_com', importUrl: SECRET };
  expect(await house.person.get(CREATE, { input: byHand })).toMatchObject({ made: { field: 'importUrl' } });
});

it('makes one listing of many clicks, and tells the others so', async () => {
  const fresh = await TestHouse.build(gateway, [], house.person);
  const input = { unitId: fresh.unitId, platformKey: 'vrbo' };
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => house.person.get<Made>(CREATE, { input })),
  );
  const kinds = answers.map(({ made }) => made.__typename).toSorted();
  expect(kinds).toEqual(['CreateListingSuccess', ...Array.from({ length: 5 }, () => 'InvalidInput')]);
});

it('syncs now, and tells the import of each change', async () => {
  const { listing } = await create();
  const { id } = listing;
  const sync = () =>
    house.person.get(
      `mutation ($id: ID!) { syncNow(listingId: $id) { __typename
         ... on SyncNowSuccess { outcome message listing { id } } ... on Error { message } } }`,
      { id },
    );
  expect(await sync()).toMatchObject({
    syncNow: { outcome: 'UNCHANGED', message: 'feed told 1 times', listing: { id } },
  });
  const change = (operation: string) =>
    house.person.get(`mutation ($id: ID!) { ${operation}(listingId: $id) { __typename } }`, { id });
  await change('pauseListing');
  expect(await sync()).toMatchObject({ syncNow: { __typename: 'InvalidInput' } });
  await change('resumeListing');
  await house.person.get(
    'mutation ($id: ID!) { updateListingSettings(input: { listingId: $id, settings: { intervalMinutes: 30 } }) { __typename } }',
    { id },
  );
  expect(await sync()).toMatchObject({ syncNow: { message: 'feed told 4 times' } });
  const { rows } = await gateway.database.admin.query(
    `SELECT revision, settings ->> 'intervalMinutes' AS minutes FROM gateway.listings WHERE id = $1`,
    [id],
  );
  expect(rows).toEqual([{ revision: 4, minutes: '30' }]);
});

it('starts an import anew that does not run when somebody wants it synced', async () => {
  const { listing } = await create();
  await workflowOf(listing.id).terminate('lost in a test');
  expect(
    await house.person.get(
      'mutation ($id: ID!) { syncNow(listingId: $id) { ... on SyncNowSuccess { message } } }',
      { id: listing.id },
    ),
  ).toEqual({ syncNow: { message: 'feed told 0 times' } });
});

it('shows the export’s address again, and writes down who asked', async () => {
  const made = await create();
  const { revealExportUrl } = await house.person.get<{ revealExportUrl: { exportUrl: string } }>(
    'mutation ($id: ID!) { revealExportUrl(listingId: $id) { ... on RevealExportUrlSuccess { exportUrl } } }',
    { id: made.listing.id },
  );
  expect(revealExportUrl.exportUrl).toBe(made.exportUrl);
  const { rows } = await gateway.database.admin.query<{ action: string }>(
    'SELECT action FROM log.audit WHERE subject_id = $1 ORDER BY occurred_at, id',
    [made.listing.id],
  );
  expect(rows.map(({ action }) => action)).toEqual(['listing.created', 'listing.export-url-revealed']);
});
