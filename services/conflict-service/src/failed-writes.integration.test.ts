import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { createActivities } from './activities.ts';
import { createTestWorld } from './test-world.ts';

const NOW = new Date('2027-03-01T06:00:00Z');
const NIGHTS = { checkIn: '2027-03-10', checkOut: '2027-03-13' };

/** Whatever an accepted claim writes, in one journey. */
const WRITTEN = [
  'availability.idempotency_keys',
  'availability.bookings',
  'availability.guests',
  'availability.availability_locks',
  'availability.unit_calendars',
  'log.audit',
  'log.events',
];

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function rowsOf(organizationId: string): Promise<Record<string, number>> {
  const counts = WRITTEN.map(async (table): Promise<[string, number]> => {
    const { rows } = await database.admin.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${table} WHERE organization_id = $1`,
      [organizationId],
    );
    return [table, rows[0]?.count ?? NaN];
  });
  return Object.fromEntries(await Promise.all(counts));
}

test.each(WRITTEN)(
  'a claim whose write to %s fails says that, writes nothing, and succeeds later',
  async (table) => {
    const { organizationId, request } = await createTestWorld(database.admin);
    const requestId = await request({ unit: 'cottage', ...NIGHTS, guestName: 'Asha' });
    const { claimNights } = createActivities({ pool: database.pool('conflict'), clock: () => NOW });
    const nothing = await rowsOf(organizationId);

    await database.admin.query(`REVOKE INSERT ON ${table} FROM roomnight_conflict`);
    try {
      await expect(claimNights({ organizationId, requestId })).rejects.toThrow(
        `permission denied for table ${table.split('.')[1]}`,
      );
    } finally {
      await database.admin.query(`GRANT INSERT ON ${table} TO roomnight_conflict`);
    }
    expect(await rowsOf(organizationId)).toEqual(nothing);

    expect(await claimNights({ organizationId, requestId })).toMatchObject({ kind: 'accepted' });
    const after = await rowsOf(organizationId);
    expect(WRITTEN.filter((each) => after[each] === 0)).toEqual([]);
  },
);
