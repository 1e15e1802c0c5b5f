import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestGateway, type TestGateway } from './test-gateway.ts';
import { TestHouse } from './test-house.ts';
import { TestPerson } from './test-person.ts';

let gateway: TestGateway;
let house: TestHouse;
let stranger: TestPerson;
let staff: TestPerson;
beforeAll(async () => {
  gateway = await openTestGateway();
  house = await TestHouse.build(gateway, ['airbnb']);
  stranger = await gateway.owner('Stranger');
  staff = new TestPerson(gateway.url, gateway.app.env.PUBLIC_URL, `staff-${randomUUID()}@example.com`);
  await staff.auth('/sign-up/email', { name: 'Staff', email: staff.email, password: 'a long password' });
  const invitation = await house.person.auth('/organization/invite-member', {
    email: staff.email,
    role: 'staff',
  });
  const { id } = JSON.parse(await invitation.text());
  await staff.auth('/organization/accept-invitation', { invitationId: id });
});
afterAll(() => gateway.stop());

const nobody = () => new TestPerson(gateway.url, gateway.app.env.PUBLIC_URL, 'nobody@example.com');

describe('nobody', () => {
  it('may ask who they are, and nothing else', async () => {
    expect(await nobody().ask('{ viewer { name } }')).toEqual({ data: { viewer: null } });
    for (const operation of [
      '{ listings { id } }',
      '{ calendar(from: "2026-12-01", to: "2026-12-02") { cursor } }',
      'mutation { createProperty(input: { name: "x", city: "y" }) { __typename } }',
      `mutation { syncNow(listingId: "${randomUUID()}") { __typename } }`,
    ]) {
      const { data, errors } = await nobody().ask(operation);
      expect(data ?? null).toBeNull();
      expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['UNAUTHENTICATED']);
    }
  });
});

describe('staff', () => {
  it('see the calendar but may not change what is configured', async () => {
    expect(await staff.get('{ viewer { role } listings { id } }')).toEqual({
      viewer: { role: 'STAFF' },
      listings: house.listings.map(({ id }) => ({ id })),
    });
    const id = house.listings[0]?.id;
    for (const mutation of [
      'createProperty(input: { name: "x", city: "y" })',
      `createUnit(input: { propertyId: "${house.propertyId}", name: "x" })`,
      `updateProperty(input: { propertyId: "${house.propertyId}", managerId: null })`,
      `updateUnit(input: { unitId: "${house.unitId}", sleeps: 2 })`,
      `createListing(input: { unitId: "${house.unitId}", platformKey: "vrbo" })`,
      'updateConflictPreferences(input: { neverMoveInHouse: false })',
      `updateListing(input: { listingId: "${id}", roomName: "x" })`,
      `updateListingSettings(input: { listingId: "${id}", settings: { intervalMinutes: 30 } })`,
      `updatePlatformSettings(input: { platformId: "${id}", settings: { intervalMinutes: 30 } })`,
      'createPlatform(input: { name: "x", ical: {} })',
      `updatePlatform(input: { platformId: "${id}", name: "x" })`,
      `activatePlatform(platformId: "${id}")`,
      `deactivatePlatform(platformId: "${id}")`,
      `pauseListing(listingId: "${id}")`,
      `resumeListing(listingId: "${id}")`,
      `deleteListing(listingId: "${id}")`,
      `revealExportUrl(listingId: "${id}")`,
      `sameBooking(input: { bookingId: "${id}", otherBookingId: "${house.unitId}" })`,
      `notSameBooking(input: { bookingId: "${id}", otherBookingId: "${house.unitId}" })`,
      'examineFeed(input: { url: "https://www.airbnb.com/1.ics" })',
    ]) {
      expect(await staff.get(`mutation { done: ${mutation} { __typename } }`)).toEqual({
        done: { __typename: 'Forbidden' },
      });
    }
  });

  it('are out as soon as they are dismissed', async () => {
    const leaving = await gateway.owner('Leaving');
    expect(await leaving.get('{ viewer { role } }')).toEqual({ viewer: { role: 'OWNER' } });
    await gateway.database.admin.query(
      'DELETE FROM auth.members USING auth.users u WHERE user_id = u.id AND u.email = $1',
      [leaving.email],
    );
    expect(await leaving.get('{ viewer { role } }')).toEqual({ viewer: null });
  });
});

describe('another organization', () => {
  it('sees nothing of this one, however it asks', async () => {
    const booking = await house.sell({ listing: undefined, checkIn: '2026-12-01', checkOut: '2026-12-03' });
    const id = house.listings[0]?.id;
    expect(
      await stranger.get(
        `query ($property: ID!, $unit: ID!, $listing: ID!, $booking: ID!) {
           property(id: $property) { id } unit(id: $unit) { id } listing(id: $listing) { id } booking(id: $booking) { id }
           properties { nodes { id } } listings { id } bookings(unitId: $unit) { nodes { id } }
           syncRuns(listingId: $listing) { nodes { id } } conflicts { nodes { id } } checklists { id }
           calendar(from: "2026-12-01", to: "2026-12-10", unitIds: [$unit]) { units { unit { id } } } }`,
        { property: house.propertyId, unit: house.unitId, listing: id, booking },
      ),
    ).toEqual({
      property: null,
      unit: null,
      listing: null,
      booking: null,
      properties: { nodes: [] },
      listings: [],
      bookings: { nodes: [] },
      syncRuns: { nodes: [] },
      conflicts: { nodes: [] },
      checklists: [],
      calendar: { units: [] },
    });
    for (const mutation of [
      `createUnit(input: { propertyId: "${house.propertyId}", name: "x" })`,
      `createListing(input: { unitId: "${house.unitId}", platformKey: "vrbo" })`,
      `pauseListing(listingId: "${id}")`,
      `revealExportUrl(listingId: "${id}")`,
      `sameBooking(input: { bookingId: "${id}", otherBookingId: "${house.unitId}" })`,
      `notSameBooking(input: { bookingId: "${id}", otherBookingId: "${house.unitId}" })`,
      `syncNow(listingId: "${id}")`,
      `cancelBooking(input: { bookingId: "${booking}", reason: "x" })`,
    ]) {
      expect(await stranger.get(`mutation { done: ${mutation} { __typename } }`)).toEqual({
        done: { __typename: 'NotFound' },
      });
    }
    const block = `createBlock(input: { unitId: "${house.unitId}", checkIn: "2026-12-20", checkOut: "2026-12-21", reason: "x", idempotencyKey: "${randomUUID()}" })`;
    expect(
      await stranger.get(`mutation { done: ${block} { __typename ... on InvalidInput { field } } }`),
    ).toEqual({ done: { __typename: 'InvalidInput', field: 'unitId' } });
  });
});

describe('a question that makes no sense', () => {
  it('is told so, without a word of SQL', async () => {
    const { errors } = await house.person.ask('{ property(id: "not an id") { id } }');
    expect(errors).toMatchObject([{ message: 'An id is a UUID.', extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it.each([
    ['bookings', 'bookings(after: $after) { nodes { id } }', 'garbage'],
    ['bookings', 'bookings(after: $after) { nodes { id } }', '2026-13-45'],
    ['conflicts', 'conflicts(after: $after) { nodes { id } }', 'garbage'],
    ['syncRuns', `syncRuns(listingId: "${randomUUID()}", after: $after) { nodes { id } }`, 'garbage'],
  ])('is told so of a cursor of %s that was never given out', async (_list, field, key) => {
    const after = Buffer.from(`${key}\u0000${randomUUID()}`).toString('base64url');
    const { errors } = await house.person.ask(`query ($after: String) { ${field} }`, { after });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('is told so of a character that no text here can hold', async () => {
    const { properties } = await house.person.get<{ properties: unknown }>(
      'query ($text: String) { properties(search: $text) { nodes { id } } }',
      { text: 'Ca\u0000sa' },
    );
    expect(properties).toEqual({ nodes: [] });
    expect(
      await house.person.get(
        `mutation ($text: String!) { made: createProperty(input: { name: $text, city: "Goa" }) {
           __typename ... on InvalidInput { field } } }`,
        { text: 'Ca\u0000sa' },
      ),
    ).toEqual({ made: { __typename: 'InvalidInput', field: 'name' } });
  });

  it('is refused if it is so long that reading it takes long, also from nobody', async () => {
    const { errors } = await nobody().ask(`{ ${'viewer { name } '.repeat(2_000)} }`);
    expect(errors?.map(({ message }) => message)).toEqual([expect.stringContaining('tokens')]);
  });

  it('is refused if it goes too deep', async () => {
    const deep = `{ properties { nodes { units { listings { unit { listings { unit { listings { unit { listings { unit { id } } } } } } } } } } } }`;
    expect((await house.person.ask(deep)).errors?.[0]?.message).toMatch(/depth|complex/i);
  });
});
