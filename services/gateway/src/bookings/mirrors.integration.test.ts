import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';
import { TestHouse } from '../test-house.ts';

let gateway: TestGateway;
let house: TestHouse;
beforeAll(async () => {
  gateway = await openTestGateway({ standIns: true, clock: () => new Date('2026-11-23T07:00:00Z') });
  house = await TestHouse.build(gateway, ['airbnb', 'vrbo']);
});
afterAll(() => gateway.stop());

const SAY = (mutation: 'sameBooking' | 'notSameBooking') =>
  `mutation ($input: MirrorInput!) { said: ${mutation}(input: $input) { __typename
    ... on MirrorSuccess { bookings { id mirrorOf { sign original { id } } mirrors { booking { id } } } }
    ... on Error { message } ... on InvalidInput { field } } }`;

async function twoBookings(day: number): Promise<[copy: string, original: string]> {
  const nights = { checkIn: `2026-12-${day}`, checkOut: `2026-12-${day + 1}` };
  const [airbnb, vrbo] = house.listings;
  return [
    await house.sell({ listing: vrbo, ...nights, kind: 'block', held: [] }),
    await house.sell({ listing: airbnb, ...nights }),
  ];
}

it('says that two bookings are one, shows it on both, and takes it back', async () => {
  const [copy, original] = await twoBookings(10);
  const input = { bookingId: copy, otherBookingId: original, reason: ' imported there ' };
  expect(await house.person.get(SAY('sameBooking'), { input })).toEqual({
    said: {
      __typename: 'MirrorSuccess',
      bookings: [
        { id: copy, mirrorOf: [{ sign: 'PERSON', original: { id: original } }], mirrors: [] },
        { id: original, mirrorOf: [], mirrors: [{ booking: { id: copy } }] },
      ],
    },
  });
  expect(await house.person.get(SAY('notSameBooking'), { input })).toMatchObject({
    said: { bookings: [{ mirrorOf: [] }, { mirrors: [] }] },
  });
  const { rows } = await gateway.database.admin.query(
    'SELECT same, reason FROM gateway.mirror_requests WHERE booking_id = $1 ORDER BY same',
    [copy],
  );
  expect(rows).toEqual([
    { same: false, reason: 'imported there' },
    { same: true, reason: 'imported there' },
  ]);
});

it('shows no mirror that is cancelled', async () => {
  const [copy, original] = await twoBookings(12);
  await house.mirror(copy, original);
  await gateway.database.admin.query(
    `UPDATE availability.bookings SET status = 'cancelled', cancelled_at = created_at WHERE id = $1`,
    [copy],
  );
  expect(
    await house.person.get('query ($id: ID!) { booking(id: $id) { mirrors { sign } } }', { id: original }),
  ).toEqual({ booking: { mirrors: [] } });
});

it('refuses a booking and itself, bookings of two units, and what is not there, and keeps nothing of it', async () => {
  const [copy, original] = await twoBookings(14);
  const elsewhere = await TestHouse.build(gateway, ['airbnb'], house.person);
  const other = await elsewhere.sell({
    listing: elsewhere.listings[0],
    checkIn: '2026-12-14',
    checkOut: '2026-12-15',
  });
  const say = (input: object) => house.person.get(SAY('sameBooking'), { input });
  const field = { said: { __typename: 'InvalidInput', field: 'otherBookingId' } };
  expect(await say({ bookingId: copy, otherBookingId: copy })).toMatchObject(field);
  expect(await say({ bookingId: copy, otherBookingId: other })).toMatchObject(field);
  const long = { bookingId: copy, otherBookingId: original, reason: 'x'.repeat(301) };
  expect(await say(long)).toMatchObject({ said: { __typename: 'InvalidInput', field: 'reason' } });
  for (const unknown of [randomUUID(), 'no id']) {
    expect(await say({ bookingId: copy, otherBookingId: unknown })).toMatchObject({
      said: { __typename: 'NotFound' },
    });
  }
  const stranger = await gateway.owner('Stranger');
  expect(
    await stranger.get(SAY('sameBooking'), { input: { bookingId: copy, otherBookingId: original } }),
  ).toMatchObject({ said: { __typename: 'NotFound' } });
  const { rows } = await gateway.database.admin.query(
    'SELECT FROM gateway.mirror_requests WHERE booking_id = $1',
    [copy],
  );
  expect(rows).toEqual([]);
});
