import { randomUUID } from 'node:crypto';
import { feedSyncWorkflowId } from '@roomnight/contracts/feed-sync';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';
import { TestHouse } from '../test-house.ts';
import type { TestPerson } from '../test-person.ts';

let gateway: TestGateway;
let house: TestHouse;
beforeAll(async () => {
  gateway = await openTestGateway({ standIns: true });
  house = await TestHouse.build(gateway, []);
});
afterAll(() => gateway.stop());

const FEED = 'https://www.airbnb.co.in/calendar/ical/12345.ics?s=0123456789abcdef0123456789abWXYZ';

interface Shown {
  key: string;
  source: string;
  value?: unknown;
  inherited?: unknown;
}

const SETTING = `{ key source ... on NumberSetting { value inherited min max unit }
  ... on SwitchSetting { on: value } ... on ChoiceSetting { choice: value choices { value label } }
  ... on PenaltySetting { penalty: value { currency minimum steps { hoursBefore percent } } } }`;

async function platformId(key: string, person: TestPerson = house.person): Promise<string> {
  const { platforms } = await person.get<{ platforms: { id: string; key: string }[] }>(
    '{ platforms { id key } }',
  );
  return platforms.find((platform) => platform.key === key)?.id ?? '';
}

async function listingOn(platformKey: string, importUrl?: string): Promise<string> {
  const { unitId } = await TestHouse.build(gateway, [], house.person);
  const { made } = await house.person.get<{ made: { listing: { id: string } } }>(
    `mutation ($input: CreateListingInput!) { made: createListing(input: $input) {
       ... on CreateListingSuccess { listing { id } } } }`,
    { input: { unitId, platformKey, importUrl } },
  );
  return made.listing.id;
}

const ofOrganization = (id: string, settings: object, person = house.person) =>
  person.get<{ done: { __typename: string } }>(
    `mutation ($input: UpdatePlatformSettingsInput!) { done: updatePlatformSettings(input: $input) { __typename
       ... on Error { message } ... on InvalidInput { field faults { field message } } } }`,
    { input: { platformId: id, settings } },
  );

const ofListing = (listingId: string, settings: object, person = house.person) =>
  person.get<{ done: { __typename: string } }>(
    `mutation ($input: UpdateListingSettingsInput!) { done: updateListingSettings(input: $input) { __typename
       ... on Error { message } ... on InvalidInput { field faults { field message } } } }`,
    { input: { listingId, settings } },
  );

async function shown(listingId: string, key: string): Promise<Shown | undefined> {
  const { listing } = await house.person.get<{ listing: { settings: Shown[] } }>(
    `query ($id: ID!) { listing(id: $id) { settings ${SETTING} } }`,
    { id: listingId },
  );
  return listing.settings.find((setting) => setting.key === key);
}

/** How often the import of a listing was told of a change. */
async function told(listingId: string): Promise<number> {
  const { events } = await gateway.app.temporal.workflow
    .getHandle(feedSyncWorkflowId(listingId))
    .fetchHistory();
  return events?.filter((event) => event.workflowExecutionSignaledEventAttributes).length ?? 0;
}

const revisionOf = async (listingId: string): Promise<number | undefined> => {
  const { rows } = await gateway.database.admin.query<{ revision: number }>(
    'SELECT revision FROM gateway.listings WHERE id = $1',
    [listingId],
  );
  return rows[0]?.revision;
};

it('inherits each value from the organization, else from the platform, and takes it back', async () => {
  const airbnb = await platformId('airbnb');
  const listing = await listingOn('airbnb', FEED);
  expect(await shown(listing, 'horizonDays')).toMatchObject({
    value: 730,
    inherited: 730,
    source: 'PLATFORM',
    min: 30,
    max: 1095,
    unit: 'days',
  });
  await ofOrganization(airbnb, { horizonDays: 365 });
  expect(await shown(listing, 'horizonDays')).toMatchObject({ value: 365, source: 'ORGANIZATION' });
  await ofListing(listing, { horizonDays: 90, importBlocks: false });
  expect(await shown(listing, 'horizonDays')).toMatchObject({
    value: 90,
    inherited: 365,
    source: 'LISTING',
  });
  expect(await shown(listing, 'importBlocks')).toMatchObject({ on: false, source: 'LISTING' });
  await ofListing(listing, { horizonDays: null });
  expect(await shown(listing, 'horizonDays')).toMatchObject({ value: 365, source: 'ORGANIZATION' });
  expect(await shown(listing, 'importBlocks')).toMatchObject({ on: false, source: 'LISTING' });
  await ofOrganization(airbnb, { horizonDays: null });
  expect(await shown(listing, 'horizonDays')).toMatchObject({ value: 730, source: 'PLATFORM' });
});

it('keeps choices and penalties too', async () => {
  const listing = await listingOn('vrbo', FEED);
  await ofListing(listing, {
    exportContents: 'stays',
    penalty: { steps: [{ hoursBefore: 48, percent: 50 }], currency: 'INR', note: 'Agreed by phone.' },
  });
  expect(await shown(listing, 'exportContents')).toMatchObject({
    choice: 'stays',
    choices: [{ value: 'everything' }, { value: 'stays', label: 'Stays only' }],
  });
  expect(await shown(listing, 'penalty')).toMatchObject({
    penalty: { currency: 'INR', minimum: null, steps: [{ hoursBefore: 48, percent: 50 }] },
    source: 'LISTING',
  });
});

it('refuses what cannot be with every field and its range, and changes nothing', async () => {
  const listing = await listingOn('airbnb', FEED);
  const revision = await revisionOf(listing);
  expect(
    await ofListing(listing, {
      intervalMinutes: 4,
      preparationNightsAfter: 9,
      exportContents: 'all',
      horizonDays: 90,
    }),
  ).toEqual({
    done: {
      __typename: 'InvalidInput',
      field: 'intervalMinutes',
      message: expect.stringContaining('Between 5 and 1440 minutes.'),
      faults: expect.arrayContaining([
        { field: 'intervalMinutes', message: 'Between 5 and 1440 minutes.' },
        { field: 'preparationNightsAfter', message: 'Between 0 and 7 nights.' },
        { field: 'exportContents', message: 'Either `everything` or `stays`.' },
      ]),
    },
  });
  expect(await ofOrganization(await platformId('airbnb'), { intervalMinutes: 1441 })).toMatchObject({
    done: { faults: [{ field: 'intervalMinutes', message: 'Between 5 and 1440 minutes.' }] },
  });
  expect(await shown(listing, 'horizonDays')).toMatchObject({ value: 730, source: 'PLATFORM' });
  expect(await revisionOf(listing)).toBe(revision);
});

it('tells the running import of one listing, and of all on a platform, and of no other', async () => {
  const [one, other, elsewhere, byHand] = [
    await listingOn('agoda', FEED),
    await listingOn('agoda', FEED),
    await listingOn('vrbo', FEED),
    await listingOn('gommt'),
  ];
  const before = await Promise.all([one, other, elsewhere].map(told));
  await ofListing(one, { intervalMinutes: 20 });
  await ofOrganization(await platformId('agoda'), { intervalMinutes: 30 });
  const after = await Promise.all([one, other, elsewhere].map(told));
  expect(after.map((count, at) => count - (before[at] ?? 0))).toEqual([2, 1, 0]);
  expect(await Promise.all([one, other, elsewhere, byHand].map(revisionOf))).toEqual([3, 2, 1, 1]);
});

it('writes down who changed what', async () => {
  const id = await platformId('gommt');
  await ofOrganization(id, { conflictPriority: 70 });
  const { rows } = await gateway.database.admin.query(
    `SELECT actor_kind, action, before, after FROM log.audit WHERE subject_id = $1`,
    [id],
  );
  expect(rows).toEqual([
    {
      actor_kind: 'user',
      action: 'platform.settings-changed',
      before: { settings: {} },
      after: { settings: { conflictPriority: 70 } },
    },
  ]);
});

it('lets no other organization change or see them', async () => {
  const stranger = await gateway.owner('Stranger');
  const id = await platformId('airbnb');
  const listing = await listingOn('airbnb', FEED);
  const none = { done: { __typename: 'NotFound' } };
  expect(await ofOrganization(id, { intervalMinutes: 30 }, stranger)).toMatchObject(none);
  expect(await ofOrganization(randomUUID(), {}, stranger)).toMatchObject(none);
  expect(await ofListing(listing, { intervalMinutes: 30 }, stranger)).toMatchObject(none);
  expect(await platformId('airbnb', stranger)).not.toBe(id);
});

it('changes how a listing is kept right, and what the platform calls its room', async () => {
  const id = await listingOn('booking_com');
  const update = (input: object) =>
    house.person.get(
      `mutation ($input: UpdateListingInput!) { done: updateListing(input: $input) { __typename
         ... on InvalidInput { field faults { field } }
         ... on UpdateListingSuccess { listing { mode importUrlHint room { roomName propertyCode roomCode roomsOfType } } } } }`,
      { input: { listingId: id, ...input } },
    );
  const room = { roomName: 'Deluxe Double', propertyCode: '1234567', roomCode: '123456701', roomsOfType: 4 };
  expect(await update(room)).toMatchObject({ done: { listing: { mode: 'MANUAL', room } } });
  expect(await update({ roomName: null, roomsOfType: null })).toMatchObject({
    done: { listing: { room: { roomName: null, propertyCode: '1234567', roomsOfType: 1 } } },
  });
  expect(await update({ roomsOfType: 0, roomCode: '<b>' })).toMatchObject({
    done: { faults: [{ field: 'roomCode' }, { field: 'roomsOfType' }] },
  });
  expect(await update({ importUrl: FEED })).toMatchObject({ done: { field: 'importUrl' } });
  expect(await update({ mode: 'MANUAL_VERIFIED', importUrl: FEED })).toMatchObject({
    done: { listing: { mode: 'MANUAL_VERIFIED', importUrlHint: 'www.airbnb.co.in …WXYZ' } },
  });
  const running = await told(id);
  expect(await update({ mode: 'ICAL' })).toMatchObject({ done: { listing: { mode: 'ICAL' } } });
  expect(await update({ mode: 'MANUAL' })).toMatchObject({ done: { listing: { mode: 'MANUAL' } } });
  expect(await told(id)).toBe(running + 2);
  const airbnb = await listingOn('airbnb', FEED);
  expect(await update({ listingId: airbnb, mode: 'MANUAL' })).toMatchObject({ done: { field: 'mode' } });
});
