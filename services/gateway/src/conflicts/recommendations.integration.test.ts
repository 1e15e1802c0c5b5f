import { randomUUID } from 'node:crypto';
import { withOrganization } from '@roomnight/database/tenant';
import { UNITS } from '@roomnight/resolutions/question-sql';
import { readQuestion } from '@roomnight/resolutions/read-question';
import { recommend } from '@roomnight/resolutions/recommend';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';
import { TestHouse } from '../test-house.ts';

const now = new Date('2026-11-23T07:00:00Z');
let gateway: TestGateway;
let house: TestHouse;
let organizationId: string;
beforeAll(async () => {
  gateway = await openTestGateway({ clock: () => now });
  house = await TestHouse.build(gateway, ['airbnb', 'booking_com']);
  const { rows } = await gateway.database.admin.query<{ id: string }>(
    'SELECT organization_id AS id FROM gateway.units WHERE id = $1',
    [house.unitId],
  );
  organizationId = rows[0]?.id ?? '';
});
afterAll(() => gateway.stop());

const ASK = `query ($id: ID!) { conflict(id: $id) { recommendations {
  summary reason withoutAsking cost { amount currency sentence } steps { kind platform sentence booking { id } }
  resolution { kind bookingId otherBookingId checkIn checkOut moves { bookingId unit { name } } parts { unit { name } checkIn checkOut } } } } }`;

interface Shown {
  summary: string;
  reason: string;
  withoutAsking: boolean;
  cost: { amount: number | null; currency: string; sentence: string };
  steps: { kind: string; platform: string | null; sentence: string; booking: { id: string } }[];
  resolution: { kind: string; bookingId: string | null };
}

async function recommendations(conflictId: string, person = house.person): Promise<Shown[] | undefined> {
  const { conflict } = await person.get<{ conflict: { recommendations: Shown[] } | null }>(ASK, {
    id: conflictId,
  });
  return conflict?.recommendations;
}

async function unit(name: string, fields: object = {}): Promise<string> {
  const { made } = await house.person.get<{ made: { unit: { id: string } } }>(
    `mutation ($input: CreateUnitInput!) { made: createUnit(input: $input) { ... on CreateUnitSuccess { unit { id } } } }`,
    { input: { propertyId: house.propertyId, name, ...fields } },
  );
  return made.unit.id;
}

/** A conflict as conflict-service leaves it, of two bookings of the house. */
async function conflict(one: string, other: string, status = 'detected'): Promise<string> {
  const id = randomUUID();
  const [first, second] = [one, other].toSorted();
  await gateway.database.admin.query(
    `INSERT INTO availability.calendar_conflicts (id, organization_id, property_id, unit_id, first_booking_id, second_booking_id,
       check_in, check_out, severity, severity_reason, status, resolution, detected_at, resolved_at)
     SELECT $1, a.organization_id, u.property_id, u.id, a.id, b.id, greatest(a.check_in, b.check_in), least(a.check_out, b.check_out),
       'high', 'test', $4, CASE WHEN $4 = 'resolved' THEN 'test' END, $5, CASE WHEN $4 = 'resolved' THEN $5::timestamptz END
     FROM availability.bookings a JOIN gateway.units u ON u.id = a.unit_id, availability.bookings b WHERE a.id = $2 AND b.id = $3`,
    [id, first, second, status, now],
  );
  return id;
}

describe('the ways out of a conflict', () => {
  let direct: string;
  let sold: string;
  let conflictId: string;
  let garden: string;
  let room: string;
  beforeAll(async () => {
    garden = await unit('Garden Room');
    const villa = await unit('Villa');
    room = await unit('Villa, Room 1', { parentUnitId: villa });
    await TestHouse.build(gateway, [], house.person);
    const elsewhere = await TestHouse.build(gateway, [], house.person);
    direct = await house.sell({ listing: undefined, checkIn: '2026-12-10', checkOut: '2026-12-14' });
    sold = await house.sell({
      listing: house.listings[0],
      checkIn: '2026-12-12',
      checkOut: '2026-12-16',
      held: [{ checkIn: '2026-12-14', checkOut: '2026-12-16' }],
    });
    // The direct guest was first; these stand in the way of some ways out.
    await gateway.database.admin.query(
      `UPDATE availability.bookings SET created_at = created_at + interval '1 day' WHERE id = $1`,
      [sold],
    );
    const taken = { checkIn: '2026-12-01', checkOut: '2027-01-05' };
    await house.sell({ listing: undefined, unitId: room, ...taken });
    await house.sell({ listing: undefined, unitId: elsewhere.unitId, kind: 'block', ...taken });
    await house.sell({ listing: undefined, unitId: garden, checkIn: '2026-12-10', checkOut: '2026-12-13' });
    conflictId = await conflict(direct, sold);
  });

  it('are read from the calendar, ranked, with reason, cost and steps', async () => {
    const shown = await recommendations(conflictId);
    expect(shown?.map(({ summary }) => summary)).toEqual([
      'Move the Airbnb stay of 12–16 Dec to Casa',
      'Move the direct stay of 10–14 Dec to Casa',
      'Shift the Airbnb stay of 12–16 Dec to 14–18 Dec',
      'Shift the Airbnb stay of 12–16 Dec to 6–10 Dec',
      'Shorten the Airbnb stay of 12–16 Dec to 14–16 Dec',
      'Shift the direct stay of 10–14 Dec to 8–12 Dec',
      'Shift the direct stay of 10–14 Dec to 16–20 Dec',
      'Shorten the direct stay of 10–14 Dec to 10–12 Dec',
      'Cancel the Airbnb stay of 12–16 Dec, keep the direct stay of 10–14 Dec',
      'Cancel the direct stay of 10–14 Dec, keep the Airbnb stay of 12–16 Dec',
      'Say that the direct stay of 10–14 Dec and the Airbnb stay of 12–16 Dec are one booking',
    ]);
    const cancel = shown?.find(({ summary }) => summary.startsWith('Cancel the Airbnb'));
    expect(cancel).toMatchObject({
      resolution: { kind: 'CANCEL', bookingId: sold },
      cost: {
        amount: null,
        currency: 'USD',
        sentence:
          'Airbnb charges 25% of the booking, at least US$50, at most US$1,000. The cancelled nights stay blocked on Airbnb.',
      },
      steps: [
        { kind: 'CANCEL_ON_PLATFORM', platform: 'Airbnb', booking: { id: sold } },
        { kind: 'TELL_GUEST', platform: 'Airbnb' },
      ],
    });
    const shift = shown?.find(({ summary }) => summary.endsWith('to 14–18 Dec'));
    expect(shift?.steps.at(-1)).toMatchObject({ kind: 'CLOSE_ON_PLATFORM', platform: 'Booking.com' });
  });

  it('are the same to conflict-service', async () => {
    const asked = await withOrganization(gateway.database.pool('conflict'), organizationId, (tx) =>
      readQuestion(tx, conflictId, now),
    );
    const shown = await recommendations(conflictId);
    expect(asked && recommend(asked).map(({ summary }) => summary)).toEqual(
      shown?.map(({ summary }) => summary),
    );
  });

  it('cost what the listing’s own settings say, of what the booking is worth', async () => {
    const penalty = { steps: [{ hoursBefore: 24_000, percent: 20 }], currency: 'INR', note: '' };
    await house.person.get(
      `mutation ($input: UpdateListingSettingsInput!) { updateListingSettings(input: $input) { __typename } }`,
      { input: { listingId: house.listings[1]?.id, settings: { penalty } } },
    );
    const first = await house.sell({ listing: undefined, checkIn: '2027-02-01', checkOut: '2027-02-03' });
    const second = await house.sell({
      listing: house.listings[1],
      checkIn: '2027-02-02',
      checkOut: '2027-02-04',
      held: [],
    });
    await gateway.database.admin.query(
      'UPDATE availability.bookings SET value_paise = 1000050 WHERE id = $1',
      [second],
    );
    const shown = await recommendations(await conflict(first, second));
    const cancel = shown?.find(
      ({ resolution }) => resolution.kind === 'CANCEL' && resolution.bookingId === second,
    );
    expect(cancel?.cost).toEqual({
      amount: 2000.1,
      currency: 'INR',
      sentence: 'Booking.com charges about ₹2,000: 20% of the booking. The booking’s ₹10,001 are lost.',
    });
  });

  it('include moving others of the property', async () => {
    const first = await house.sell({ listing: undefined, checkIn: '2027-03-01', checkOut: '2027-03-05' });
    const second = await house.sell({
      listing: house.listings[0],
      checkIn: '2027-03-03',
      checkOut: '2027-03-07',
      held: [],
    });
    const third = await house.sell({
      listing: undefined,
      unitId: garden,
      checkIn: '2027-03-05',
      checkOut: '2027-03-08',
    });
    await house.sell({
      listing: undefined,
      unitId: garden,
      kind: 'block',
      checkIn: '2027-03-01',
      checkOut: '2027-03-03',
    });
    await house.sell({
      listing: undefined,
      unitId: room,
      kind: 'block',
      checkIn: '2027-02-01',
      checkOut: '2027-03-08',
    });
    const [best] = (await recommendations(await conflict(first, second))) ?? [];
    expect(best).toMatchObject({
      resolution: {
        kind: 'MOVE',
        bookingId: null,
        moves: [
          { bookingId: third, unit: { name: 'Casa' } },
          { bookingId: second, unit: { name: 'Garden Room' } },
        ],
      },
    });
  });

  it('begin with one booking where both have one reservation code', async () => {
    const first = await house.sell({
      listing: house.listings[0],
      checkIn: '2027-05-01',
      checkOut: '2027-05-03',
    });
    const second = await house.sell({
      listing: house.listings[1],
      checkIn: '2027-05-01',
      checkOut: '2027-05-03',
      held: [],
    });
    await gateway.database.admin.query(
      `INSERT INTO availability.guests (organization_id, booking_id, name, reservation_code)
       SELECT $1, id, 'Ravi', 'HM' || right('abcdef', 6) FROM unnest($2::uuid[]) AS id`,
      [organizationId, [first, second]],
    );
    const id = await conflict(first, second);
    expect((await recommendations(id))?.[0]).toMatchObject({
      resolution: { kind: 'SAME_BOOKING' },
      reason: 'Both have the same reservation code.',
    });
    const [lower, higher] = [first, second].toSorted();
    await gateway.database.admin.query(
      `INSERT INTO availability.mirror_words (first_booking_id, second_booking_id, organization_id, same, said_by, said_at, request_id)
       VALUES ($1, $2, $3, false, $1, $4, $1)`,
      [lower, higher, organizationId, now],
    );
    expect((await recommendations(id))?.map(({ resolution }) => resolution.kind)).not.toContain(
      'SAME_BOOKING',
    );
  });

  it('are none once it is resolved, and nobody else’s business', async () => {
    const first = await house.sell({ listing: undefined, checkIn: '2027-06-01', checkOut: '2027-06-03' });
    const second = await house.sell({
      listing: house.listings[0],
      checkIn: '2027-06-01',
      checkOut: '2027-06-03',
      held: [],
    });
    expect(await recommendations(await conflict(first, second, 'resolved'))).toEqual([]);
    const stranger = await gateway.owner('Stranger');
    expect(await recommendations(conflictId, stranger)).toBeUndefined();
  });

  it('never hold a guest’s name', async () => {
    await gateway.database.admin.query(
      `INSERT INTO availability.guests (organization_id, booking_id, name) VALUES ($1, $2, 'Zebedee Quill')`,
      [organizationId, sold],
    );
    expect(JSON.stringify(await recommendations(conflictId))).not.toContain('Zebedee');
  });
});

it('asks to close a unit on platforms kept by hand, but no room type, which has other rooms', async () => {
  const other = await TestHouse.build(gateway, ['booking_com'], house.person);
  const { made } = await house.person.get<{ made: { unit: { id: string } } }>(
    `mutation ($input: CreateUnitInput!) { made: createUnit(input: $input) { ... on CreateUnitSuccess { unit { id } } } }`,
    { input: { propertyId: other.propertyId, name: 'Double room', rooms: 2 } },
  );
  await house.person.get(
    `mutation ($input: CreateListingInput!) { createListing(input: $input) { __typename } }`,
    { input: { unitId: made.unit.id, platformKey: 'booking_com', mode: 'MANUAL' } },
  );
  const { rows } = await withOrganization(gateway.database.pool('conflict'), organizationId, (tx) =>
    tx.query<{ id: string; byHand: string[] }>(UNITS, [other.propertyId]),
  );
  expect(rows.filter(({ byHand }) => byHand.length > 0)).toMatchObject([
    { id: other.unitId, byHand: ['Booking.com'] },
  ]);
  expect(rows).toHaveLength(4);
});

it('offers nothing elsewhere that is too small or taken, and the nearest of what is free', async () => {
  const first = await house.sell({ listing: undefined, checkIn: '2027-08-01', checkOut: '2027-08-05' });
  const second = await house.sell({
    listing: house.listings[0],
    checkIn: '2027-08-03',
    checkOut: '2027-08-07',
    held: [],
  });
  const sleeps = (unitId: string, count: number) =>
    house.person.get(`mutation ($input: UpdateUnitInput!) { updateUnit(input: $input) { __typename } }`, {
      input: { unitId, sleeps: count },
    });
  await sleeps(house.unitId, 4);
  const small = await TestHouse.build(gateway, [], house.person);
  await sleeps(small.unitId, 3);
  const large = await TestHouse.build(gateway, [], house.person);
  await sleeps(large.unitId, 6);
  const half = await TestHouse.build(gateway, [], house.person);
  await sleeps(half.unitId, 4);
  await half.sell({ listing: undefined, checkIn: '2027-08-06', checkOut: '2027-08-09' });
  const asked = await withOrganization(gateway.app.pool, organizationId, async (tx) =>
    readQuestion(tx, await conflict(first, second), now),
  );
  const free = new Map(asked?.elsewhere.map(({ id, freeFor }) => [id, freeFor.toSorted()]));
  expect(free.get(large.unitId)).toEqual([first, second].toSorted());
  expect(free.get(half.unitId)).toEqual([first]);
  expect(free.has(small.unitId)).toBe(false);
});
