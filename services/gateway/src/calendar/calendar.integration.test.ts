import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';
import { TestHouse } from '../test-house.ts';

let gateway: TestGateway;
let house: TestHouse;
beforeAll(async () => {
  gateway = await openTestGateway();
  house = await TestHouse.build(gateway, ['airbnb', 'vrbo']);
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => gateway.stop());

const CALENDAR = `query ($from: Night!, $to: Night!) { calendar(from: $from, to: $to) { from to units {
  unit { id name property { name city } listings { platform { key name } sync { health lastSync } } }
  bookings { id checkIn checkOut kind guestName platform { key } conflicts { id } }
  heldNights { checkIn checkOut booking { id } }
  conflicts { checkIn checkOut platforms bookings { id } } } } }`;
const range = { from: '2026-12-01', to: '2027-01-30' };

interface Read {
  calendar: { units: { bookings: unknown[]; heldNights: unknown[]; conflicts: unknown[] }[] };
}

it('shows who holds which nights, and what two bookings want', async () => {
  const [airbnb, vrbo] = house.listings;
  const first = await house.sell({ listing: airbnb, checkIn: '2026-12-01', checkOut: '2026-12-05' });
  const second = await house.sell({
    listing: vrbo,
    checkIn: '2026-12-03',
    checkOut: '2026-12-07',
    held: [{ checkIn: '2026-12-05', checkOut: '2026-12-07' }],
  });
  await house.sell({ listing: airbnb, checkIn: '2026-11-01', checkOut: '2026-12-01' });
  await gateway.database.admin.query(
    `INSERT INTO availability.calendar_conflicts (id, organization_id, property_id, unit_id, first_booking_id,
       second_booking_id, check_in, check_out, severity, severity_reason, status, detected_at)
     SELECT gen_random_uuid(), organization_id, property_id, id, least($2::uuid, $3::uuid), greatest($2::uuid, $3::uuid),
       '2026-12-03', '2026-12-05', 'high', 'soon', 'detected', created_at FROM gateway.units WHERE id = $1`,
    [house.unitId, first, second],
  );
  const { calendar } = await house.person.get<Read>(CALENDAR, range);
  expect(calendar.units).toHaveLength(1);
  expect(calendar.units[0]).toMatchObject({
    unit: { id: house.unitId, property: { city: 'Goa' } },
    bookings: [
      { id: first, kind: 'STAY', platform: { key: 'airbnb' }, conflicts: [{}] },
      { id: second, platform: { key: 'vrbo' }, conflicts: [{}] },
    ],
    heldNights: [
      { checkIn: '2026-12-01', checkOut: '2026-12-05', booking: { id: first } },
      { checkIn: '2026-12-05', checkOut: '2026-12-07', booking: { id: second } },
    ],
    conflicts: [
      {
        checkIn: '2026-12-03',
        checkOut: '2026-12-05',
        platforms: expect.arrayContaining(['airbnb', 'vrbo']),
        bookings: expect.arrayContaining([{ id: first }, { id: second }]),
      },
    ],
  });
});

it('reads 100 units in as many statements as one', async () => {
  const statements = vi.spyOn(gateway.app.orm.config.getLogger(), 'logQuery');
  const selects = () =>
    statements.mock.calls.filter(([{ query }]) => /^select (?!set_config)/.test(query ?? '')).length;
  await house.person.get(CALENDAR, range);
  const ofOne = selects();

  await gateway.database.admin.query(
    `WITH made AS (INSERT INTO gateway.units (organization_id, property_id, name, created_at)
       SELECT organization_id, property_id, 'Room ' || n, created_at FROM gateway.units, generate_series(1, 99) n
       WHERE id = $1 RETURNING *),
     stays AS (INSERT INTO availability.bookings (id, organization_id, unit_id, source, kind, status, check_in, check_out,
         reason, created_at, updated_at)
       SELECT gen_random_uuid(), organization_id, id, 'direct', 'stay', 'active', date '2026-12-01' + 6 * n,
         date '2026-12-03' + 6 * n, 'test', created_at, created_at FROM made, generate_series(0, 9) n RETURNING *)
     INSERT INTO availability.availability_locks (organization_id, unit_id, booking_id, check_in, check_out, created_at)
     SELECT organization_id, unit_id, id, check_in, check_out, created_at FROM stays`,
    [house.unitId],
  );
  statements.mockClear();
  const { calendar } = await house.person.get<Read>(CALENDAR, range);
  expect(calendar.units).toHaveLength(100);
  expect(calendar.units.flatMap(({ bookings }) => bookings)).toHaveLength(992);
  expect(selects()).toBe(ofOne);
  expect(selects()).toBeLessThanOrEqual(16);
});

it.each([
  ['2026-12-01', '2026-12-01'],
  ['2026-12-02', '2026-12-01'],
  ['2026-12-01', '2028-02-01'],
  ['2026-02-30', '2026-03-02'],
])('refuses the range %s to %s', async (from, to) => {
  const { errors } = await house.person.ask(CALENDAR, { from, to });
  expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['BAD_USER_INPUT']);
});
