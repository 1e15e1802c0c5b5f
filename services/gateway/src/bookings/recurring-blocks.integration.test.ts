import { randomUUID } from 'node:crypto';
import { recurringBlockWorkflowId } from '@roomnight/contracts/recurring-block';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';
import { TestHouse } from '../test-house.ts';

let gateway: TestGateway;
let house: TestHouse;
beforeAll(async () => {
  gateway = await openTestGateway({ standIns: true, clock: () => new Date('2026-11-23T07:00:00Z') });
});
afterAll(() => gateway.stop());
beforeEach(async () => {
  house = await TestHouse.build(gateway, ['airbnb']);
});

const FIRST_MONDAYS = { firstNight: '2026-11-23', nights: 1, rrule: 'FREQ=MONTHLY;BYDAY=1MO' };

const PREVIEW = `query ($input: PreviewRecurringBlockInput!) { said: previewRecurringBlock(input: $input) { __typename
  ... on RecurringBlockPreview { sentence goesOn occurrences { checkIn checkOut held { booking { id } } } }
  ... on Error { message } ... on InvalidInput { field } } }`;
const CREATE = `mutation ($input: CreateRecurringBlockInput!) { said: createRecurringBlock(input: $input) { __typename
  ... on CreateRecurringBlockSuccess { recurringBlock { id sentence unit { id } upcoming { checkIn booking { id reason } held { booking { id } } } } }
  ... on Error { message } ... on InvalidInput { field } ... on OccurrencesTaken { taken { checkIn holder bookingId } } } }`;
const END = `mutation ($input: EndRecurringBlockInput!) { said: endRecurringBlock(input: $input) { __typename
  ... on EndRecurringBlockSuccess { opened recurringBlock { endedFrom upcoming { checkIn } } }
  ... on Error { message } ... on InvalidInput { field } } }`;

interface Created {
  said: {
    __typename: string;
    recurringBlock: {
      id: string;
      upcoming: { checkIn: string; booking: { id: string } | null; held: { booking: { id: string } }[] }[];
    };
  };
}

const preview = (changes: object = {}) =>
  house.person.get(PREVIEW, { input: { unitId: house.unitId, ...FIRST_MONDAYS, ...changes } });
const create = (changes: object = {}) =>
  house.person.get<Created>(CREATE, {
    input: {
      unitId: house.unitId,
      ...FIRST_MONDAYS,
      reason: 'maintenance',
      idempotencyKey: randomUUID(),
      ...changes,
    },
  });
const end = (recurringBlockId: string, from: string, reason = 'no longer needed') =>
  house.person.get(END, { input: { recurringBlockId, from, reason } });

const stored = async () =>
  (
    await gateway.database.admin.query<{ organization_id: string }>(
      'SELECT * FROM gateway.recurring_block_requests WHERE unit_id = $1',
      [house.unitId],
    )
  ).rows;

describe('previewRecurringBlock', () => {
  it('says the rule in words, each night it will close and who holds it, and keeps nothing', async () => {
    const guest = await house.sell({
      listing: house.listings[0],
      checkIn: '2027-01-03',
      checkOut: '2027-01-06',
    });
    const { said } = await house.person.get<{ said: { occurrences: object[] } }>(PREVIEW, {
      input: { unitId: house.unitId, ...FIRST_MONDAYS },
    });
    expect(said).toMatchObject({ sentence: 'Every first Monday of the month', goesOn: true });
    expect(said.occurrences).toHaveLength(36);
    expect(said.occurrences.slice(0, 3)).toEqual([
      { checkIn: '2026-12-07', checkOut: '2026-12-08', held: [] },
      { checkIn: '2027-01-04', checkOut: '2027-01-05', held: [{ booking: { id: guest } }] },
      { checkIn: '2027-02-01', checkOut: '2027-02-02', held: [] },
    ]);
    expect(await stored()).toEqual([]);
  });

  it.each([
    ['rrule', { rrule: 'FREQ=SECONDLY' }],
    ['nights', { nights: 40 }],
    ['firstNight', { firstNight: '2026-11-22' }],
  ])('names the field %s of %j', async (field, changes) => {
    expect(await preview(changes)).toMatchObject({ said: { __typename: 'InvalidInput', field } });
  });

  it('finds no unit of somebody else', async () => {
    const other = await TestHouse.build(gateway, []);
    for (const unitId of [other.unitId, 'no id'])
      expect(await preview({ unitId })).toMatchObject({ said: { __typename: 'NotFound' } });
  });
});

describe('createRecurringBlock', () => {
  it('closes nights again and again; each block knows where it comes from', async () => {
    const { said } = await create();
    expect(said).toMatchObject({
      __typename: 'CreateRecurringBlockSuccess',
      recurringBlock: { sentence: 'Every first Monday of the month', unit: { id: house.unitId } },
    });
    const { id, upcoming } = said.recurringBlock;
    expect(upcoming.map(({ checkIn }) => checkIn)).toEqual([
      '2026-12-07',
      '2027-01-04',
      '2027-02-01',
      '2027-03-01',
      '2027-04-05',
      '2027-05-03',
    ]);
    const BOOKING = 'query ($id: ID!) { booking(id: $id) { kind reason recurringBlock { id } } }';
    expect(await house.person.get(BOOKING, { id: upcoming[1]?.booking?.id })).toEqual({
      booking: { kind: 'BLOCK', reason: 'maintenance', recurringBlock: { id } },
    });
    const other = await house.sell({ listing: undefined, checkIn: '2027-03-02', checkOut: '2027-03-04' });
    expect(await house.person.get(BOOKING, { id: other })).toMatchObject({
      booking: { recurringBlock: null },
    });
    expect(
      await house.person.get('query ($id: ID!) { recurringBlocks(unitId: $id) { id rrule } }', {
        id: house.unitId,
      }),
    ).toEqual({ recurringBlocks: [{ id, rrule: 'FREQ=MONTHLY;BYDAY=1MO' }] });
  });

  it('is refused with who is in the way, or leaves those out when asked so', async () => {
    const guest = await house.sell({
      listing: house.listings[0],
      checkIn: '2027-01-03',
      checkOut: '2027-01-06',
    });
    expect(await create()).toMatchObject({
      said: {
        __typename: 'OccurrencesTaken',
        message: 'Some of these nights are taken: somebody. Nothing was closed.',
        taken: [{ bookingId: guest, checkIn: '2027-01-03', holder: 'somebody' }],
      },
    });
    const { said } = await create({ skipTaken: true });
    const [, january] = said.recurringBlock.upcoming;
    expect(january).toEqual({ checkIn: '2027-01-04', booking: null, held: [{ booking: { id: guest } }] });
    expect(said.recurringBlock.upcoming.filter(({ booking }) => booking !== null)).toHaveLength(5);
  });

  it('gives a retry the same answer, and refuses another request under the same key', async () => {
    const idempotencyKey = randomUUID();
    const [first, same] = await Promise.all([create({ idempotencyKey }), create({ idempotencyKey })]);
    expect(first.said.recurringBlock.id).toBeDefined();
    expect(same).toEqual(first);
    expect(await create({ idempotencyKey, nights: 2 })).toMatchObject({
      said: { __typename: 'IdempotencyKeyReused' },
    });
    expect(await stored()).toHaveLength(1);
  });

  it('keeps rule and reason out of Temporal', async () => {
    const { said } = await create({ reason: 'Meera comes' });
    const handle = gateway.app.temporal.workflow.getHandle(recurringBlockWorkflowId(said.recurringBlock.id));
    const { events } = await handle.fetchHistory();
    const payloads = payloadTexts(events).join();
    expect(payloads).toContain('recurringBlockId');
    expect(payloads).not.toMatch(/Meera|MONTHLY/);
  });

  it.each([
    ['reason', { reason: '  ' }],
    ['idempotencyKey', { idempotencyKey: 'short' }],
    ['rrule', { rrule: 'FREQ=DAILY;BYHOUR=1' }],
    ['rrule', { rrule: 'FREQ=DAILY' }],
    ['nights', { nights: -1 }],
  ])('names the field %s of %j and keeps nothing', async (field, changes) => {
    expect(await create(changes)).toMatchObject({ said: { __typename: 'InvalidInput', field } });
    expect(await stored()).toEqual([]);
  });
});

describe('endRecurringBlock', () => {
  it('opens what is to come from a night on', async () => {
    const { said } = await create();
    expect(await end(said.recurringBlock.id, '2027-02-01')).toEqual({
      said: {
        __typename: 'EndRecurringBlockSuccess',
        opened: 4,
        recurringBlock: {
          endedFrom: '2027-02-01',
          upcoming: [{ checkIn: '2026-12-07' }, { checkIn: '2027-01-04' }],
        },
      },
    });
  });

  it('names what is wrong, and finds nothing of somebody else', async () => {
    const { id } = (await create()).said.recurringBlock;
    const invalid = (field: string) => ({ said: { __typename: 'InvalidInput', field } });
    expect(await end(id, '2027-02-01', ' ')).toMatchObject(invalid('reason'));
    expect(await end(id, '2030-02-01')).toMatchObject(invalid('from'));
    expect(await end(randomUUID(), '2027-02-01')).toMatchObject({ said: { __typename: 'NotFound' } });
    house = await TestHouse.build(gateway, []);
    expect(await end(id, '2027-02-01')).toMatchObject({ said: { __typename: 'NotFound' } });
  });
});

/** Every payload of an event as text: in JSON they are arrays of bytes, in which nothing would ever be found. */
function payloadTexts(value: unknown): string[] {
  if (value instanceof Uint8Array) return [Buffer.from(value).toString()];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(payloadTexts);
}
