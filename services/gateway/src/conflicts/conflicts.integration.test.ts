import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';
import { TestHouse } from '../test-house.ts';

let gateway: TestGateway;
let house: TestHouse;
let conflictId: string;
let bookingId: string;
beforeAll(async () => {
  let now = Date.parse('2026-11-23T07:00:00Z');
  gateway = await openTestGateway({ standIns: true, clock: () => new Date((now += 1_000)) });
  house = await TestHouse.build(gateway, ['airbnb']);
  const nights = { checkIn: '2026-12-01', checkOut: '2026-12-04' };
  bookingId = await house.sell({ listing: house.listings[0], ...nights });
  conflictId = await house.conflict(bookingId, await house.sell({ listing: undefined, ...nights, held: [] }));
});
afterAll(() => gateway.stop());

const DONE = `__typename ... on Error { message } ... on ConflictSuccess { conflict {
  case { assignee { name } chosen } comments { text author { name } } steps { id } } }`;
/** Of what takes something that can be wrong. */
const CHECKED = `${DONE} ... on InvalidInput { field }`;

async function act(call: string, resolution?: object, answer = CHECKED) {
  const given = resolution === undefined ? '' : ', $resolution: ResolutionInput!';
  const { done } = await house.person.get<{ done: Record<string, unknown> & { __typename: string } }>(
    `mutation ($id: ID!${given}) { done: ${call} { ${answer} } }`,
    { id: conflictId, resolution },
  );
  return done;
}

it('gives it to a member, asking through its workflow, and only to one', async () => {
  const { members } = await house.person.get<{ members: { role: string; person: { id: string } }[] }>(
    '{ members { role person { id name } } }',
  );
  expect(members).toMatchObject([{ role: 'OWNER', person: { name: 'Owner' } }]);
  const owner = members[0]?.person.id;
  expect(await act(`assignConflict(conflictId: $id, userId: "${owner}")`)).toMatchObject({
    conflict: { case: { assignee: { name: 'Owner' }, chosen: null }, steps: [] },
  });
  expect(await act('assignConflict(conflictId: $id, userId: null)')).toMatchObject({
    conflict: { case: { assignee: null } },
  });
  expect(await act(`assignConflict(conflictId: $id, userId: "${randomUUID()}")`)).toMatchObject({
    __typename: 'InvalidInput',
    field: 'userId',
  });
});

it('keeps what people say of it, in order', async () => {
  await act('commentOnConflict(conflictId: $id, text: "  I called the guest. ")');
  expect(await act('commentOnConflict(conflictId: $id, text: "She agrees.")')).toMatchObject({
    conflict: {
      comments: [{ text: 'I called the guest.', author: { name: 'Owner' } }, { text: 'She agrees.' }],
    },
  });
  expect(await act('commentOnConflict(conflictId: $id, text: " ")')).toMatchObject({
    __typename: 'InvalidInput',
    field: 'text',
  });
});

it('says why something cannot be done', async () => {
  const step = `doConflictStep(conflictId: $id, stepId: "${randomUUID()}")`;
  expect(await act(step, undefined, DONE)).toMatchObject({
    __typename: 'ConflictRefused',
    message: 'Not today.',
  });
  const other = conflictId;
  conflictId = randomUUID();
  expect(await act('withdrawResolution(conflictId: $id)', undefined, DONE)).toMatchObject({
    __typename: 'NotFound',
  });
  conflictId = other;
});

it.each([
  [{ kind: 'CANCEL' }, 'resolution.bookingId'],
  [{ kind: 'CANCEL', bookingId: 'nothing' }, 'resolution.bookingId'],
  [{ kind: 'MOVE', moves: [] }, 'resolution.moves'],
  [{ kind: 'MOVE', moves: [{ bookingId: 'nothing', unitId: 'nowhere' }] }, 'resolution.moves'],
  [{ kind: 'SPLIT', bookingId: randomUUID() }, 'resolution.parts'],
  [{ kind: 'SAME_BOOKING', bookingId: randomUUID() }, 'resolution.otherBookingId'],
  [{ kind: 'CHANGE_DATES', bookingId: randomUUID() }, 'resolution.checkIn'],
  [
    { kind: 'CHANGE_DATES', bookingId: randomUUID(), checkIn: '2026-12-02', checkOut: '2026-12-02' },
    'resolution.checkOut',
  ],
])('names what %j misses', async (resolution, field) => {
  const done = await act('chooseResolution(conflictId: $id, resolution: $resolution)', resolution);
  expect(done).toMatchObject({ __typename: 'InvalidInput', field });
});

it('hands a whole way out to the workflow', async () => {
  const resolution = { kind: 'CANCEL', bookingId };
  const done = await act('chooseResolution(conflictId: $id, resolution: $resolution)', resolution);
  expect(done).toMatchObject({ __typename: 'ConflictRefused' });
  const { rows } = await gateway.database.admin.query(
    `SELECT details FROM gateway.conflict_requests WHERE conflict_id = $1 AND action = 'choose'`,
    [conflictId],
  );
  expect(rows).toEqual([{ details: { resolution: { kind: 'cancel', bookingId } } }]);
});

it('offers a message to send where a guest is to be told, and nowhere else', async () => {
  const { admin } = gateway.database;
  await admin.query(`INSERT INTO availability.guests (booking_id, organization_id, name)
    SELECT id, organization_id, 'Meera' FROM availability.bookings WHERE id = '${bookingId}'`);
  await admin.query(
    `UPDATE availability.conflict_cases SET resolution = $2, chosen_at = opened_at WHERE conflict_id = $1`,
    [conflictId, { kind: 'cancel', bookingId }],
  );
  await admin.query(
    `INSERT INTO availability.conflict_steps (id, organization_id, conflict_id, position, kind, booking_id, sentence)
     SELECT gen_random_uuid(), organization_id, $1, step.position, step.kind, id, 'Do it.' FROM availability.bookings,
       unnest(ARRAY['cancel_here', 'tell_guest']) WITH ORDINALITY AS step (kind, position) WHERE id = $2`,
    [conflictId, bookingId],
  );
  const { conflict } = await house.person.get<{
    conflict: { steps: { kind: string; message: string | null }[] };
  }>('query ($id: ID!) { conflict(id: $id) { steps { kind message } } }', { id: conflictId });
  expect(conflict.steps).toEqual([
    { kind: 'CANCEL_HERE', message: null },
    { kind: 'TELL_GUEST', message: expect.stringContaining('Dear Meera,') },
  ]);
});
