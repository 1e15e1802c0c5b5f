import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';
import { TestHouse } from '../test-house.ts';

let now = new Date('2026-11-23T07:00:00Z');
let gateway: TestGateway;
let house: TestHouse;
beforeAll(async () => {
  gateway = await openTestGateway({ standIns: true, clock: () => now });
  house = await TestHouse.build(gateway, []);
});
afterAll(() => gateway.stop());

interface Answer {
  made: {
    __typename: string;
    field?: string;
    message?: string;
    booking?: { id: string; status: string; heldUntil: string | null };
    bookings?: { id: string; unitId: string }[];
    taken?: { unitId: string; bookingId: string }[];
    alternatives?: { checkIn: string }[];
  };
}

async function ask(mutation: 'createBooking' | 'createHold' | 'confirmHold' | 'releaseHold', input: object) {
  const type = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const more = mutation === 'createBooking' ? 'bookings { id unitId }' : '';
  const refusals = {
    createBooking:
      '... on NightsTaken { taken { unitId bookingId } alternatives { checkIn } } ... on InvalidInput { field }',
    createHold: '... on NightsTaken { taken { unitId bookingId } } ... on InvalidInput { field }',
    confirmHold:
      '... on HoldExpired { field alternatives { checkIn } } ... on NotAHold { field } ... on InvalidInput { field }',
    releaseHold: '... on NotAHold { field }',
  }[mutation];
  const { made } = await house.person.get<Answer>(
    `mutation ($input: ${type}Input!) { made: ${mutation}(input: $input) { __typename ... on Error { message }
       ... on ${type}Success { booking { id status heldUntil } ${more} } ${refusals} } }`,
    { input },
  );
  return made;
}

const nights = (month: number) => ({
  unitId: house.unitId,
  checkIn: `2027-${String(month).padStart(2, '0')}-01`,
  checkOut: `2027-${String(month).padStart(2, '0')}-04`,
  guestName: 'Meera Kulkarni',
  idempotencyKey: randomUUID(),
});

async function holdIn(month: number, changes: object = {}): Promise<string> {
  const { booking } = await ask('createHold', { ...nights(month), ...changes });
  if (!booking) throw new Error('the nights were not held');
  return booking.id;
}

async function unit(name: string, parentUnitId?: string): Promise<string> {
  const { createUnit } = await house.person.get<{ createUnit: { unit: { id: string } } }>(
    `mutation ($input: CreateUnitInput!) { createUnit(input: $input) { ... on CreateUnitSuccess { unit { id } } } }`,
    { input: { propertyId: house.propertyId, name, parentUnitId } },
  );
  return createUnit.unit.id;
}

it('holds nights for a quarter of an hour unless said, and confirms or releases them', async () => {
  const made = await ask('createHold', nights(1));
  expect(made).toMatchObject({
    __typename: 'CreateHoldSuccess',
    booking: { status: 'ACTIVE', heldUntil: '2026-11-23T07:15:00.000Z' },
  });
  const bookingId = made.booking?.id;
  expect((await ask('createBooking', nights(1))).__typename).toBe('NightsTaken');
  expect((await ask('createHold', nights(1))).__typename).toBe('NightsTaken');
  const input = { bookingId, guestEmail: 'meera@example.com' };
  const confirmed = await Promise.all(Array.from({ length: 10 }, () => ask('confirmHold', input)));
  for (const each of confirmed) {
    expect(each).toMatchObject({ __typename: 'ConfirmHoldSuccess', booking: { heldUntil: null } });
  }
  expect(await ask('releaseHold', { bookingId })).toMatchObject({
    __typename: 'NotAHold',
    field: 'bookingId',
  });

  const other = await holdIn(2, { minutes: 1440 });
  expect(await ask('releaseHold', { bookingId: other })).toMatchObject({
    __typename: 'ReleaseHoldSuccess',
    booking: { status: 'CANCELLED' },
  });
  expect(await ask('confirmHold', { bookingId: other })).toMatchObject({
    __typename: 'HoldExpired',
    message: 'This hold was released: hold or book its nights anew, if they are free still.',
  });
});

it('refuses to confirm what has ended, with what is free instead', async () => {
  const bookingId = await holdIn(3, { minutes: 5 });
  now = new Date('2026-11-23T07:05:00Z');
  expect(await ask('confirmHold', { bookingId })).toMatchObject({
    __typename: 'HoldExpired',
    field: 'bookingId',
    message: expect.stringContaining('anew'),
    alternatives: expect.arrayContaining([{ checkIn: '2027-03-04' }]),
  });
  now = new Date('2026-11-23T07:00:00Z');
});

it.each([
  ['minutes', { minutes: 4 }],
  ['minutes', { minutes: 1441 }],
  ['checkOut', { checkOut: '2027-04-01' }],
  ['checkOut', { checkOut: '2028-04-02' }],
  ['checkOut', { checkIn: '2029-11-20', checkOut: '2029-11-24' }],
  ['guestName', { guestName: ' ' }],
  ['unitId', { unitId: randomUUID() }],
])('names the field %s of a hold with %j, and holds nothing', async (field, changes) => {
  expect(await ask('createHold', { ...nights(4), ...changes })).toMatchObject({
    __typename: 'InvalidInput',
    field,
  });
  const { rowCount } = await gateway.database.admin.query(
    `SELECT FROM gateway.booking_requests WHERE check_in >= '2027-04-01' AND check_in < '2027-05-01'`,
  );
  expect(rowCount).toBe(0);
});

it('knows no hold of another organization, and takes no booking for one', async () => {
  const booked = await ask('createBooking', nights(5));
  const bookingId = booked.booking?.id;
  expect(await ask('confirmHold', { bookingId })).toMatchObject({ __typename: 'NotAHold' });
  const mine = house;
  const foreign = await holdIn(6);
  house = await TestHouse.build(gateway, []);
  expect(await ask('confirmHold', { bookingId: foreign })).toMatchObject({ __typename: 'NotFound' });
  expect(await ask('releaseHold', { bookingId: foreign })).toMatchObject({ __typename: 'NotFound' });
  expect(await ask('createBooking', { ...nights(6), unitId: mine.unitId })).toMatchObject({
    __typename: 'InvalidInput',
    field: 'unitId',
  });
  house = mine;
});

it('books several units together, and offers nights on which all of them are free', async () => {
  const [attic, court] = [await unit('Attic'), await unit('Court')];
  const made = await ask('createBooking', { ...nights(7), alsoUnitIds: [attic, court] });
  expect(made.__typename).toBe('CreateBookingSuccess');
  expect(made.bookings?.map(({ unitId }) => unitId)).toEqual([house.unitId, attic, court]);
  expect(made.bookings?.[0]?.id).toBe(made.booking?.id);

  await ask('createBooking', { ...nights(7), unitId: attic, checkIn: '2027-07-04', checkOut: '2027-07-06' });
  const refused = await ask('createBooking', { ...nights(7), alsoUnitIds: [attic] });
  expect(refused.taken?.map(({ unitId }) => unitId).toSorted()).toEqual([house.unitId, attic].toSorted());
  expect(refused.alternatives).toEqual([{ checkIn: '2027-06-28' }, { checkIn: '2027-07-06' }]);
});

it('names units that cannot be booked together', async () => {
  const villa = await unit('Villa');
  const room = await unit('Villa, Room 1', villa);
  const input = { ...nights(8), unitId: villa };
  for (const alsoUnitIds of [[room], [villa], Array.from({ length: 21 }, () => randomUUID())]) {
    expect(await ask('createBooking', { ...input, alsoUnitIds, idempotencyKey: randomUUID() })).toMatchObject(
      {
        __typename: 'InvalidInput',
        field: 'alsoUnitIds',
      },
    );
  }
});

it('books over taken nights for owners and managers who say why, and never for staff', async () => {
  const { rows } = await gateway.database.admin.query<{ id: string }>(
    `SELECT m.id FROM auth.members m JOIN gateway.units u ON u.organization_id = m.organization_id WHERE u.id = $1`,
    [house.unitId],
  );
  const become = (role: string) =>
    gateway.database.admin.query('UPDATE auth.members SET role = $2 WHERE id = $1', [rows[0]?.id, role]);
  await ask('createBooking', nights(9));
  const override = { reason: 'Her room is broken' };
  await become('staff');
  const refused = await ask('createBooking', { ...nights(9), override });
  await become('manager');
  const made = await ask('createBooking', { ...nights(9), override });
  await become('owner');
  expect([refused.__typename, made.__typename]).toEqual(['Forbidden', 'CreateBookingSuccess']);
});
