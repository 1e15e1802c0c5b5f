import { randomUUID } from 'node:crypto';
import { unitLockKey } from '@roomnight/database/unit-lock';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';
import { TestHouse } from '../test-house.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openTestGateway();
});
afterAll(() => gateway.stop());

const divide = ({ person, propertyId, unitId }: TestHouse) =>
  person.get(
    `mutation ($property: ID!, $unit: ID!) {
       made: createUnit(input: { propertyId: $property, parentUnitId: $unit, name: "Room" }) { __typename } }`,
    { property: propertyId, unit: unitId },
  );

it('divides no unit that has bookings, nor one that is being booked at that moment', async () => {
  const house = await TestHouse.build(gateway, []);
  const { admin } = gateway.database;
  const booker = await admin.connect();
  await booker.query('BEGIN');
  await booker.query(`SELECT pg_advisory_xact_lock(${unitLockKey('$1')})`, [house.unitId]);
  await booker.query(
    `INSERT INTO availability.bookings (id, organization_id, unit_id, source, kind, status, check_in, check_out, reason,
       created_at, updated_at)
     SELECT $1, organization_id, id, 'direct', 'stay', 'active', '2027-01-01', '2027-01-03', 'test', created_at, created_at
     FROM gateway.units WHERE id = $2`,
    [randomUUID(), house.unitId],
  );
  const asked = divide(house);
  const waiting = async () =>
    (
      await admin.query(
        `SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
         WHERE d.datname = current_database() AND locktype = 'advisory' AND NOT granted`,
      )
    ).rowCount;
  await expect.poll(waiting, { timeout: 1_500, interval: 20 }).toBe(1);
  await booker.query('COMMIT');
  booker.release();
  expect(await asked).toEqual({ made: { __typename: 'InvalidInput' } });
  expect(await divide(house)).toEqual({ made: { __typename: 'InvalidInput' } });
});

it('divides a unit that has none', async () => {
  expect(await divide(await TestHouse.build(gateway, []))).toEqual({
    made: { __typename: 'CreateUnitSuccess' },
  });
});

it('says how many it sleeps, when it is created and later', async () => {
  const { person, propertyId, unitId } = await TestHouse.build(gateway, []);
  const made = (input: object) =>
    person.get(
      `mutation ($input: CreateUnitInput!) { made: createUnit(input: $input) {
         ... on CreateUnitSuccess { unit { sleeps } } ... on InvalidInput { field } } }`,
      { input: { propertyId, name: 'Room', ...input } },
    );
  expect(await made({ sleeps: 3 })).toEqual({ made: { unit: { sleeps: 3 } } });
  expect(await made({ sleeps: 0 })).toEqual({ made: { field: 'sleeps' } });
  const changed = (input: object) =>
    person.get(
      `mutation ($input: UpdateUnitInput!) { changed: updateUnit(input: $input) {
         ... on UpdateUnitSuccess { unit { sleeps } } ... on InvalidInput { field } ... on NotFound { message } } }`,
      { input: { unitId, ...input } },
    );
  expect(await changed({ sleeps: 2 })).toEqual({ changed: { unit: { sleeps: 2 } } });
  expect(await changed({})).toEqual({ changed: { unit: { sleeps: 2 } } });
  expect(await changed({ sleeps: 100 })).toEqual({ changed: { field: 'sleeps' } });
  expect(await changed({ sleeps: null })).toEqual({ changed: { unit: { sleeps: null } } });
  expect(await changed({ unitId: randomUUID(), sleeps: 2 })).toEqual({
    changed: { message: 'This organization has no such unit.' },
  });
  const { rows } = await gateway.database.admin.query<{ after: object }>(
    `SELECT after FROM log.audit WHERE action = 'unit.changed' AND subject_id = $1 ORDER BY occurred_at`,
    [unitId],
  );
  expect(rows.map(({ after }) => after)).toEqual([{ sleeps: 2 }, { sleeps: null }]);
});

it('says who looks after a property, who is a member', async () => {
  const { person, propertyId } = await TestHouse.build(gateway, []);
  const changed = (input: object) =>
    person.get(
      `mutation ($input: UpdatePropertyInput!) { changed: updateProperty(input: $input) {
         ... on UpdatePropertySuccess { property { manager { name } } } ... on InvalidInput { field } ... on NotFound { message } } }`,
      { input: { propertyId, ...input } },
    );
  const { members } = await person.get<{ members: { person: { id: string; name: string } }[] }>(
    '{ members { person { id name } } }',
  );
  const { id: managerId, name } = members[0]?.person ?? {};
  expect(await changed({})).toEqual({ changed: { property: { manager: null } } });
  expect(await changed({ managerId })).toEqual({ changed: { property: { manager: { name } } } });
  expect(await changed({ managerId: randomUUID() })).toEqual({ changed: { field: 'managerId' } });
  expect(await changed({})).toEqual({ changed: { property: { manager: { name } } } });
  expect(await changed({ managerId: null })).toEqual({ changed: { property: { manager: null } } });
  expect(await changed({ propertyId: randomUUID(), managerId })).toEqual({
    changed: { message: 'This organization has no such property.' },
  });
});

it('makes a room type with its rooms, which is divided no further and is no part', async () => {
  const house = await TestHouse.build(gateway, []);
  const create = (input: object) =>
    house.person.get<{ made: { __typename: string; field?: string; unit?: { id: string } } }>(
      `mutation ($input: CreateUnitInput!) { made: createUnit(input: $input) { __typename
         ... on CreateUnitSuccess { unit { id name isPool } } ... on InvalidInput { field } } }`,
      { input: { propertyId: house.propertyId, name: 'Double room', ...input } },
    );
  const { made } = await create({ rooms: 3 });
  expect(made).toMatchObject({ unit: { name: 'Double room', isPool: true } });
  const { rows } = await gateway.database.admin.query(
    'SELECT name, is_pool FROM gateway.units WHERE parent_unit_id = $1 ORDER BY name',
    [made.unit?.id],
  );
  expect(rows).toEqual([1, 2, 3].map((n) => ({ name: `Double room ${n}`, is_pool: false })));
  expect(await create({ parentUnitId: made.unit?.id })).toMatchObject({ made: { field: 'parentUnitId' } });
  for (const input of [{ rooms: 1 }, { rooms: 51 }, { rooms: 2, parentUnitId: house.unitId }]) {
    expect(await create(input)).toMatchObject({ made: { __typename: 'InvalidInput', field: 'rooms' } });
  }
});
