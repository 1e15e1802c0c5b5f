import { feedSyncWorkflowId } from '@roomnight/contracts/feed-sync';
import { searchAttributes } from '@roomnight/contracts/search-attributes';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';
import { TestHouse } from '../test-house.ts';

let gateway: TestGateway;
let house: TestHouse;
beforeAll(async () => {
  gateway = await openTestGateway({ standIns: true });
  house = await TestHouse.build(gateway, []);
});
afterAll(() => gateway.stop());

interface Done {
  done: { __typename: string; platform: { id: string; key: string }; message: string };
}

const PLATFORM = `__typename ... on Error { message } ... on InvalidInput { field faults { field } }`;
const create = (input: object, person = house.person) =>
  person.get<Done>(
    `mutation ($input: CreatePlatformInput!) { done: createPlatform(input: $input) { ${PLATFORM}
       ... on CreatePlatformSuccess { platform { id key name letters tone isOwn isActive modes type whereToFindUrl
         exportPolling { min usual max } definition { closing link untilInclusive } listingCount } } } }`,
    { input },
  );
const update = (input: object) =>
  house.person.get<Done>(
    `mutation ($input: UpdatePlatformInput!) { done: updatePlatform(input: $input) { ${PLATFORM}
       ... on UpdatePlatformSuccess { platform { name definition { link proof signIn } } } } }`,
    { input },
  );
const list = (platformKey: string, unitId: string, importUrl?: string) =>
  house.person.get<{ made: { listing: { id: string } } }>(
    `mutation ($input: CreateListingInput!) { made: createListing(input: $input) { __typename
       ... on InvalidInput { field } ... on CreateListingSuccess { listing { id } } } }`,
    { input: { unitId, platformKey, importUrl } },
  );

const byHand = {
  untilInclusive: true,
  closing: 'BLOCK',
  link: 'https://hosts.example.com/{propertyCode}?from={from}&to={until}',
};

it('makes a platform by hand, on which a listing has a checklist of its own words', async () => {
  const { done } = await create({ name: 'Cleartrip', manual: byHand });
  expect(done).toMatchObject({
    platform: {
      key: 'cleartrip',
      letters: 'Cl',
      isOwn: true,
      isActive: true,
      type: 'MANUAL',
      modes: ['MANUAL'],
      definition: { closing: 'BLOCK', untilInclusive: true, link: byHand.link },
      whereToFindUrl: null,
      exportPolling: null,
      listingCount: 0,
    },
  });
  const { made } = await list('cleartrip', house.unitId);
  const { id } = made.listing;
  await house.person.get(
    `mutation ($id: ID!) { updateListing(input: { listingId: $id, propertyCode: "77", roomsOfType: 3 }) { __typename } }`,
    { id },
  );
  const { admin } = gateway.database;
  await admin.query(
    `WITH checklist AS (
       INSERT INTO checklists.manual_update_checklists (organization_id, listing_id, status, opened_at, remind_at)
       SELECT organization_id, id, 'open', created_at, created_at FROM gateway.listings WHERE id = $1 RETURNING *)
     INSERT INTO checklists.checklist_items (organization_id, checklist_id, listing_id, action, check_in, check_out, status, created_at)
     SELECT organization_id, id, listing_id, 'close', '2027-01-30', '2027-02-02', 'open', opened_at FROM checklist`,
    [id],
  );
  expect(
    await house.person.get('{ checklists { items { title steps link } instructions { signInUrl } } }'),
  ).toMatchObject({
    checklists: [
      {
        items: [
          {
            title: 'Close nights 30 Jan – 1 Feb for Casa on Cleartrip',
            steps: [
              expect.stringContaining('Cleartrip'),
              expect.stringContaining('from Sat 30 Jan 2027 to Mon 1 Feb 2027'),
              expect.stringContaining('one of its 3 rooms'),
            ],
            link: 'https://hosts.example.com/77?from=2027-01-30&to=2027-02-01',
          },
        ],
        instructions: { signInUrl: null },
      },
    ],
  });
});

it('makes a platform with feeds, whose imports run on the generic queue under its own name', async () => {
  const { done } = await create({
    name: 'Holiday Rooms',
    ical: { exportPolling: { min: 30, max: 90 }, settings: { intervalMinutes: 60, horizonDays: null } },
  });
  expect(done).toMatchObject({
    platform: { key: 'holiday_rooms', modes: ['ICAL'], exportPolling: { min: 30, usual: 60, max: 90 } },
  });
  const { unitId } = await TestHouse.build(gateway, [], house.person);
  const { made } = await list('holiday_rooms', unitId, 'https://feeds.example.com/abcdefgh/ij.ics');
  const handle = gateway.app.temporal.workflow.getHandle(feedSyncWorkflowId(made.listing.id));
  const description = await handle.describe();
  expect(description.typedSearchAttributes.get(searchAttributes.platform)).toBe('holiday_rooms');
  const { events } = await handle.fetchHistory();
  const input = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0]?.data;
  expect(Buffer.from(input ?? '').toString()).toContain('"platform":"generic_ical"');
  expect(
    await house.person.get('query ($id: ID!) { listing(id: $id) { syncIntervalMinutes } }', {
      id: made.listing.id,
    }),
  ).toEqual({ listing: { syncIntervalMinutes: 60 } });
});

it('changes only what is given, and lets running imports notice', async () => {
  const { done } = await create({ name: 'Yatra', manual: { ...byHand, proof: 'A green tick.' } });
  const platformId = done.platform.id;
  expect(
    await update({
      platformId,
      name: 'Yatra Stays',
      manual: { link: null, signIn: 'https://yatra.example.com' },
    }),
  ).toMatchObject({
    done: {
      platform: {
        name: 'Yatra Stays',
        definition: { link: null, proof: 'A green tick.', signIn: 'https://yatra.example.com' },
      },
    },
  });
  expect(await update({ platformId, ical: {} })).toMatchObject({ done: { field: 'ical' } });
});

it('refuses what cannot be, field by field', async () => {
  expect(await create({ name: 'X', manual: { link: 'javascript:alert(1)' } })).toMatchObject({
    done: {
      faults: expect.arrayContaining([{ field: 'link' }, { field: 'closing' }, { field: 'untilInclusive' }]),
    },
  });
  expect(
    await create({ name: 'X', ical: { signIn: 'http://x.example', settings: { intervalMinutes: 1 } } }),
  ).toMatchObject({
    done: { faults: expect.arrayContaining([{ field: 'signIn' }, { field: 'settings.intervalMinutes' }]) },
  });
  expect(await create({ name: 'X' })).toMatchObject({ done: { field: 'ical' } });
  expect(await create({ name: 'X', ical: {}, manual: byHand })).toMatchObject({ done: { field: 'ical' } });
  expect(await create({ name: ' airbnb ', ical: {} })).toMatchObject({ done: { field: 'name' } });
  const { platforms } = await house.person.get<{ platforms: { id: string; key: string }[] }>(
    '{ platforms { id key } }',
  );
  const airbnb = platforms.find(({ key }) => key === 'airbnb')?.id;
  expect(await update({ platformId: airbnb, name: 'Ours' })).toMatchObject({ done: { field: 'platformId' } });
});

it('makes one of many clicks', async () => {
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => create({ name: 'EaseMyTrip', ical: {} })),
  );
  const kinds = answers.map(({ done }) => done.__typename).toSorted();
  expect(kinds).toEqual(['CreatePlatformSuccess', ...Array.from({ length: 4 }, () => 'InvalidInput')]);
});

it('takes no new listing on one that is not used any more, and keeps it to its organization', async () => {
  const { done } = await create({ name: 'Oyo', manual: byHand });
  const set = (operation: string, person = house.person) =>
    person.get(`mutation ($id: ID!) { done: ${operation}(platformId: $id) { __typename } }`, {
      id: done.platform.id,
    });
  expect(await set('deactivatePlatform')).toEqual({ done: { __typename: 'DeactivatePlatformSuccess' } });
  const { unitId } = await TestHouse.build(gateway, [], house.person);
  expect(await list('oyo', unitId)).toMatchObject({ made: { field: 'platformKey' } });
  expect(await set('activatePlatform')).toEqual({ done: { __typename: 'ActivatePlatformSuccess' } });
  expect(await list('oyo', unitId)).toMatchObject({ made: { __typename: 'CreateListingSuccess' } });
  const stranger = await gateway.owner('Stranger');
  expect(await set('deactivatePlatform', stranger)).toEqual({ done: { __typename: 'NotFound' } });
  expect(JSON.stringify(await stranger.get('{ platforms { name } }'))).not.toContain('Oyo');
  expect(await create({ name: 'Oyo', manual: byHand }, stranger)).toMatchObject({
    done: { platform: { key: 'oyo' } },
  });
});

it('shows examples before it is made', async () => {
  const preview = (manual: object) =>
    house.person.get(
      `query ($manual: ManualDefinitionInput!) { previewPlatform(name: "Oyo", manual: $manual) { __typename
         ... on InvalidInput { faults { field } }
         ... on PreviewPlatformSuccess { items { title steps link proof } } } }`,
      { manual },
    );
  expect(await preview({ ...byHand, stepsToClose: 'Close {room}: {from} to {until}' })).toMatchObject({
    previewPlatform: {
      items: [
        {
          steps: [expect.stringMatching(/^Close Garden Suite: \w+ \d+/)],
          link: expect.stringContaining('/123456?'),
        },
        { steps: [expect.any(String), expect.any(String), expect.stringContaining('Take the block off')] },
      ],
    },
  });
  expect(await preview({ closing: 'COUNT' })).toMatchObject({
    previewPlatform: { faults: [{ field: 'untilInclusive' }] },
  });
});
