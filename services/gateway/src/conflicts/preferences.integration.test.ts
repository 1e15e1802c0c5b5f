import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';
import type { TestPerson } from '../test-person.ts';

let gateway: TestGateway;
let owner: TestPerson;
beforeAll(async () => {
  gateway = await openTestGateway({ clock: () => new Date('2026-11-23T07:00:00Z') });
  owner = await gateway.owner('Owner');
});
afterAll(() => gateway.stop());

const FIELDS = 'winner directPriority neverMoveInHouse automatic';

function update(input: object, person = owner) {
  return person.get<{ updated: object }>(
    `mutation ($input: UpdateConflictPreferencesInput!) { updated: updateConflictPreferences(input: $input) { __typename
       ... on UpdateConflictPreferencesSuccess { preferences { ${FIELDS} } } ... on InvalidInput { faults { field message } } } }`,
    { input },
  );
}

const usual = { winner: 'FIRST_BOOKED', directPriority: 50, neverMoveInHouse: true, automatic: [] };

it('are as usual until the owner says otherwise, and each change is on record', async () => {
  expect(await owner.get(`{ conflictPreferences { ${FIELDS} } }`)).toEqual({ conflictPreferences: usual });
  await update({ winner: 'PLATFORM_ORDER', automatic: ['RELEASE_BLOCK', 'SAME_BOOKING', 'RELEASE_BLOCK'] });
  const { updated } = await update({ directPriority: 80 });
  const now = {
    ...usual,
    winner: 'PLATFORM_ORDER',
    directPriority: 80,
    automatic: ['SAME_BOOKING', 'RELEASE_BLOCK'],
  };
  expect(updated).toMatchObject({ preferences: now });
  expect(await owner.get(`{ conflictPreferences { ${FIELDS} } }`)).toEqual({ conflictPreferences: now });
  const { rows } = await gateway.database.admin.query<{ before: object; after: object }>(
    `SELECT before, after FROM log.audit WHERE action = 'conflict-preferences.changed' ORDER BY after ->> 'directPriority'`,
  );
  expect(
    rows.map(({ before, after }) => [
      Reflect.get(before, 'directPriority'),
      Reflect.get(after, 'directPriority'),
    ]),
  ).toEqual([
    [50, 50],
    [50, 80],
  ]);
});

it('that cannot be are refused, naming them, and change nothing', async () => {
  const before = await owner.get(`{ conflictPreferences { ${FIELDS} } }`);
  expect(await update({ directPriority: 101, neverMoveInHouse: false })).toEqual({
    updated: {
      __typename: 'InvalidInput',
      faults: [{ field: 'directPriority', message: 'Between 0 and 100 points.' }],
    },
  });
  expect(await owner.get(`{ conflictPreferences { ${FIELDS} } }`)).toEqual(before);
});

it('of several changes at once are all kept', async () => {
  const other = await gateway.owner('Other');
  await Promise.all([
    update({ winner: 'HIGHEST_VALUE' }, other),
    update({ directPriority: 10 }, other),
    update({ neverMoveInHouse: false }, other),
  ]);
  expect(await other.get(`{ conflictPreferences { ${FIELDS} } }`)).toEqual({
    conflictPreferences: {
      winner: 'HIGHEST_VALUE',
      directPriority: 10,
      neverMoveInHouse: false,
      automatic: [],
    },
  });
});

it('are each organization’s own', async () => {
  const stranger = await gateway.owner('Stranger');
  expect(await stranger.get(`{ conflictPreferences { ${FIELDS} } }`)).toEqual({ conflictPreferences: usual });
});
