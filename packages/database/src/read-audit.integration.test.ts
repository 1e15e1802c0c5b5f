import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCalendarAudit, STORY_OF_SUBJECTS, SUBJECTS_OF_NIGHTS } from './read-audit.ts';
import { withOrganization } from './tenant.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

/** 2 organizations of 50 units with 1,000 rows each: 100,000 in the months around this one, most of nights to come. */
const [organizationId, otherOrganizationId] = [randomUUID(), randomUUID()];
const NOW = new Date();
const NIGHT = { checkIn: '2027-04-01', checkOut: '2027-04-02' };

let database: TestDatabase;
let unitId: string;
let bookingId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.admin.query(
    `INSERT INTO log.audit (organization_id, occurred_at, actor_kind, actor_id, action, subject_kind, subject_id, reason,
       after, unit_id, check_in, check_out)
     SELECT organization, $2::timestamptz - (n / 10) * interval '10 hours', 'workflow', 'feed:test', 'booking.changed',
       'booking', subject, 'test', '{"kind": "stay", "status": "active", "locks": []}', unit,
       date '2027-01-01' + n / 4, date '2027-01-04' + n / 4
     FROM unnest($1::uuid[]) AS organization
     CROSS JOIN LATERAL (SELECT gen_random_uuid() AS unit FROM generate_series(1, 50) WHERE organization IS NOT NULL) AS u
     CROSS JOIN LATERAL (SELECT n, gen_random_uuid() AS subject FROM generate_series(0, 998, 2) AS n WHERE unit IS NOT NULL) AS b
     CROSS JOIN generate_series(1, 2)`,
    [[organizationId, otherOrganizationId], NOW],
  );
  await database.admin.query('ANALYZE log.audit');
  const { rows } = await database.admin.query<{ unit_id: string; subject_id: string }>(
    'SELECT unit_id, subject_id FROM log.audit WHERE organization_id = $1 AND check_in = $2 LIMIT 1',
    [organizationId, NIGHT.checkIn],
  );
  unitId = rows[0]?.unit_id ?? '';
  bookingId = rows[0]?.subject_id ?? '';
});
afterAll(() => database.drop());

interface Plan {
  'Node Type': string;
  'Index Name'?: string;
  'Total Cost': number;
  Plans?: Plan[];
}

test('among 100,000 rows those of a night are found by the indexes that are there for it', async () => {
  const { rows } = await database.admin.query<{ count: number }>('SELECT count(*) FROM log.audit');
  expect(rows[0]?.count).toBe(100_000);
  const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
  for (const [sql, values, columns] of [
    [SUBJECTS_OF_NIGHTS, [[unitId], NIGHT.checkIn, NIGHT.checkOut, NOW], 'unit_id_check_out_check_in'],
    [STORY_OF_SUBJECTS, [[bookingId], NOW], 'organization_id_subject_id_occurred_at'],
  ] as const) {
    const nodes = await withOrganization(database.pool('gateway'), organizationId, async (tx) => {
      const explained = await tx.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(`EXPLAIN (FORMAT JSON) ${sql}`, [
        ...values,
      ]);
      return explained.rows.flatMap((row) => nodesOf(row['QUERY PLAN'][0].Plan));
    });
    // Indexes of partitions are named after their columns.
    expect(nodes.flatMap((node) => node['Index Name'] ?? [])).toContainEqual(
      expect.stringContaining(columns),
    );
    // A partition that holds next to nothing is read as it is.
    const whole = nodes.filter((node) => node['Node Type'] === 'Seq Scan' && node['Total Cost'] > 10);
    expect(whole).toEqual([]);
  }
});

test('one night’s story is a few rows of many', async () => {
  const rows = await withOrganization(database.pool('gateway'), organizationId, (tx) =>
    readCalendarAudit(tx, [unitId], NIGHT, NOW),
  );
  expect(rows.length).toBeGreaterThanOrEqual(2);
  expect(rows.length).toBeLessThan(40);
});

test('behind the wall another organization has no story', async () => {
  const rows = await withOrganization(database.pool('gateway'), otherOrganizationId, (tx) =>
    readCalendarAudit(tx, [unitId], NIGHT, NOW),
  );
  expect(rows).toEqual([]);
});
