import { randomUUID } from 'node:crypto';
import { bookingWorkflowId } from '@roomnight/contracts/booking';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';
import { TestHouse } from '../test-house.ts';

let gateway: TestGateway;
let house: TestHouse;
beforeAll(async () => {
  gateway = await openTestGateway({ standIns: true, clock: () => new Date('2026-11-23T07:00:00Z') });
  house = await TestHouse.build(gateway, ['airbnb', 'booking_com']);
});
afterAll(() => gateway.stop());

const CREATE = `mutation ($input: CreateBookingInput!) { made: createBooking(input: $input) { __typename
  ... on CreateBookingSuccess { booking { id unitId checkIn nights status source platform { key } } }
  ... on Error { message } ... on InvalidInput { field } ... on IdempotencyKeyReused { field }
  ... on NightsTaken { taken { checkIn checkOut holder bookingId } } } }`;

interface Made {
  made: { __typename: string; field?: string; booking?: { id: string } };
}

function book(changes: object): Promise<Made> {
  const input = {
    unitId: house.unitId,
    checkIn: '2026-12-01',
    checkOut: '2026-12-04',
    guestName: 'Meera Kulkarni',
    guestPhone: '+91 98 2212 3456',
    idempotencyKey: randomUUID(),
    ...changes,
  };
  return house.person.get<Made>(CREATE, { input });
}

it('books free nights, and refuses taken ones with their holder', async () => {
  const { made } = await book({ checkIn: '2027-01-01', checkOut: '2027-01-04' });
  expect(made).toMatchObject({
    __typename: 'CreateBookingSuccess',
    booking: {
      unitId: house.unitId,
      checkIn: '2027-01-01',
      nights: 3,
      status: 'ACTIVE',
      source: 'DIRECT',
      platform: null,
    },
  });
  expect(await book({ checkIn: '2027-01-03', checkOut: '2027-01-05' })).toMatchObject({
    made: {
      __typename: 'NightsTaken',
      taken: [
        { checkIn: '2027-01-01', checkOut: '2027-01-04', holder: 'somebody', bookingId: made.booking?.id },
      ],
    },
  });
});

it('gives a retry the same answer, and refuses another request under the same key', async () => {
  const nights = { checkIn: '2027-02-01', checkOut: '2027-02-03', idempotencyKey: 'order-0001' };
  const [first, same] = await Promise.all([book(nights), book(nights)]);
  const later = await book({ ...nights, guestName: '  Meera Kulkarni ' });
  expect(first.made.booking?.id).toBeDefined();
  expect([same, later]).toEqual([first, first]);
  const { made } = await book({ ...nights, checkOut: '2027-02-04' });
  expect(made).toMatchObject({ __typename: 'IdempotencyKeyReused', field: 'idempotencyKey' });
  const requests = await gateway.database.admin.query(
    `SELECT FROM gateway.booking_requests WHERE idempotency_key = 'order-0001'`,
  );
  expect(requests.rowCount).toBe(1);
});

it('keeps what the guest pays, to the paisa; another value is another request', async () => {
  const wish = {
    checkIn: '2027-02-10',
    checkOut: '2027-02-12',
    idempotencyKey: 'order-0003',
    value: 12_500.5,
  };
  const { made } = await book(wish);
  expect(await house.person.get(`{ booking(id: "${made.booking?.id}") { value } }`)).toEqual({
    booking: { value: 12_500.5 },
  });
  expect(await book({ ...wish, value: 12_500 })).toMatchObject({
    made: { __typename: 'IdempotencyKeyReused' },
  });
});

it('keeps the guest out of Temporal', async () => {
  await book({ checkIn: '2027-03-01', checkOut: '2027-03-03', idempotencyKey: 'order-0002' });
  const { rows } = await gateway.database.admin.query<{ id: string }>(
    'SELECT organization_id AS id FROM gateway.units WHERE id = $1',
    [house.unitId],
  );
  const handle = gateway.app.temporal.workflow.getHandle(bookingWorkflowId(rows[0]?.id ?? '', 'order-0002'));
  const { events } = await handle.fetchHistory();
  const payloads = JSON.stringify(events, (_key, value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString() : value,
  );
  expect(payloads).toContain('requestId');
  expect(payloads).not.toMatch(/Meera|98 2212/);
});

it.each([
  ['checkOut', { checkOut: '2026-12-01' }],
  ['checkOut', { checkOut: '2027-12-02' }],
  ['checkOut', { checkIn: '2029-11-20', checkOut: '2029-11-24' }],
  ['checkIn', { checkIn: '2025-11-01', checkOut: '2025-11-03' }],
  ['guestName', { guestName: '  ' }],
  ['value', { value: -1 }],
  ['value', { value: 20_000_001 }],
  ['idempotencyKey', { idempotencyKey: 'short' }],
  ['unitId', { unitId: randomUUID() }],
  ['unitId', { unitId: 'no id' }],
  ['alsoUnitIds', { alsoUnitIds: [randomUUID()] }],
  ['override.reason', { override: { reason: ' ' } }],
])('names the field %s of %j', async (field, changes) => {
  expect(await book(changes)).toMatchObject({ made: { __typename: 'InvalidInput', field } });
});

it('takes a sale on a platform kept by hand, but not on one with a feed', async () => {
  const [airbnb, bookingCom] = house.listings;
  const nights = { checkIn: '2027-04-01', checkOut: '2027-04-02' };
  expect(await book({ ...nights, soldOnListingId: airbnb?.id })).toMatchObject({
    made: { __typename: 'InvalidInput', field: 'soldOnListingId' },
  });
  expect(await book({ ...nights, soldOnListingId: bookingCom?.id })).toMatchObject({
    made: { __typename: 'CreateBookingSuccess' },
  });
  const gone = await TestHouse.build(gateway, ['gommt'], house.person);
  const listingId = gone.listings[0]?.id;
  await house.person.get('mutation ($id: ID!) { deleteListing(listingId: $id) { __typename } }', {
    id: listingId,
  });
  expect(await book({ ...nights, unitId: gone.unitId, soldOnListingId: listingId })).toMatchObject({
    made: { __typename: 'InvalidInput', field: 'soldOnListingId' },
  });
});

it('closes nights and releases them, but never cancels what a platform sold', async () => {
  const block = await house.person.get<Made>(
    `mutation ($input: CreateBlockInput!) { made: createBlock(input: $input) {
       __typename ... on CreateBlockSuccess { booking { id kind reason } } } }`,
    {
      input: {
        unitId: house.unitId,
        checkIn: '2027-05-01',
        checkOut: '2027-05-02',
        reason: 'painting',
        idempotencyKey: randomUUID(),
      },
    },
  );
  expect(block).toMatchObject({ made: { booking: { kind: 'BLOCK', reason: 'painting' } } });
  const CANCEL = `mutation ($id: ID!) { made: cancelBooking(input: { bookingId: $id, reason: "not needed" }) {
    __typename ... on CancelBookingSuccess { booking { status cancelReason } } } }`;
  expect(await house.person.get(CANCEL, { id: block.made.booking?.id })).toEqual({
    made: {
      __typename: 'CancelBookingSuccess',
      booking: { status: 'CANCELLED', cancelReason: 'not needed' },
    },
  });
  const sold = await house.sell({
    listing: house.listings[0],
    checkIn: '2027-06-01',
    checkOut: '2027-06-02',
  });
  expect(await house.person.get(CANCEL, { id: sold })).toEqual({ made: { __typename: 'OwnedByPlatform' } });
  expect(await house.person.get(CANCEL, { id: randomUUID() })).toEqual({ made: { __typename: 'NotFound' } });
});
