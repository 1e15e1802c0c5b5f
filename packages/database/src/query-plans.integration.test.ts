import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Service } from './roles.ts';
import { withOrganization } from './tenant.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

/** 5 organizations of 200 units, 3 listings each, 100 bookings a unit: 100,000 of them. */
const ORGANIZATIONS = Array.from({ length: 5 }, () => randomUUID());
const TODAY = '2027-03-01';

let database: TestDatabase;
let organizationId: string;
let unitId: string;
let listingId: string;
let bookingId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  const client = await database.admin.connect();
  try {
    // Only plans are looked at: rows need no parents, and 100,000 checks are not waited for.
    await client.query('SET session_replication_role = replica');
    for (const statement of SEED)
      await client.query(statement, statement.includes('$1') ? [ORGANIZATIONS] : []);
    await client.query('ANALYZE');
    const { rows } = await client.query<{
      organization_id: string;
      unit_id: string;
      listing_id: string;
      id: string;
    }>(
      'SELECT organization_id, unit_id, listing_id, id FROM availability.bookings WHERE listing_id IS NOT NULL LIMIT 1',
    );
    ({
      organization_id: organizationId,
      unit_id: unitId,
      listing_id: listingId,
      id: bookingId,
    } = rows[0] ?? fail());
  } finally {
    client.release(true);
  }
});
afterAll(() => database.drop());

function fail(): never {
  throw new Error('nothing was seeded');
}

const SEED = [
  `INSERT INTO gateway.properties (id, organization_id, name, city, created_at)
   SELECT gen_random_uuid(), o, 'Property ' || n, 'Goa', '${TODAY}' FROM unnest($1::uuid[]) AS o, generate_series(1, 40) AS n`,
  `INSERT INTO gateway.units (id, organization_id, property_id, name, created_at)
   SELECT gen_random_uuid(), p.organization_id, p.id, 'Unit ' || n, '${TODAY}' FROM gateway.properties p, generate_series(1, 5) AS n`,
  `INSERT INTO gateway.listings (id, organization_id, unit_id, platform_id, mode, created_at, updated_at)
   SELECT gen_random_uuid(), u.organization_id, u.id, gen_random_uuid(), 'ical', '${TODAY}', '${TODAY}'
   FROM gateway.units u, generate_series(1, 3)`,
  `INSERT INTO availability.bookings (id, organization_id, unit_id, listing_id, source, kind, status, check_in, check_out,
     reason, created_at, updated_at, cancelled_at)
   SELECT gen_random_uuid(), u.organization_id, u.id, CASE WHEN n % 3 > 0 THEN l.ids[n % 3] END,
     CASE WHEN n % 3 > 0 THEN 'import' ELSE 'direct' END, 'stay', CASE WHEN n % 5 = 0 THEN 'cancelled' ELSE 'active' END,
     date '${TODAY}' - 300 + n * 6, date '${TODAY}' - 300 + n * 6 + CASE WHEN n % 50 = 0 THEN 90 ELSE 4 END, 'seed', '${TODAY}',
     '${TODAY}', CASE WHEN n % 5 = 0 THEN timestamptz '${TODAY}' END
   FROM gateway.units u CROSS JOIN generate_series(1, 100) AS n
   CROSS JOIN LATERAL (SELECT array_agg(id) AS ids FROM gateway.listings WHERE unit_id = u.id) AS l`,
  `INSERT INTO availability.availability_locks (organization_id, unit_id, booking_id, check_in, check_out, created_at)
   SELECT organization_id, unit_id, id, check_in, check_in + 4, created_at FROM availability.bookings WHERE status = 'active'`,
  `INSERT INTO availability.calendar_conflicts (id, organization_id, property_id, unit_id, first_booking_id,
     second_booking_id, check_in, check_out, severity, severity_reason, status, resolution, detected_at, resolved_at)
   SELECT gen_random_uuid(), organization_id, gen_random_uuid(), unit_id, id, 'ffffffff-ffff-ffff-ffff-ffffffffffff',
     check_in, check_out, 'low', 'seed', CASE WHEN right(id::text, 1) = '0' THEN 'detected' ELSE 'resolved' END,
     CASE WHEN right(id::text, 1) <> '0' THEN 'seed' END, '${TODAY}', CASE WHEN right(id::text, 1) <> '0' THEN timestamptz '${TODAY}' END
   FROM availability.bookings WHERE status = 'active'`,
  `INSERT INTO availability.mirrors (organization_id, mirror_id, original_id, sign, recognised_at)
   SELECT organization_id, id, 'ffffffff-ffff-ffff-ffff-ffffffffffff', 'nights', '${TODAY}' FROM availability.bookings
   WHERE status = 'active'`,
  `INSERT INTO availability.mirror_words (organization_id, first_booking_id, second_booking_id, same, said_by, said_at, request_id)
   SELECT organization_id, '00000000-0000-0000-0000-000000000000', id, true, id, '${TODAY}', id FROM availability.bookings
   WHERE status = 'active'`,
  `INSERT INTO sync.ota_sync_logs (organization_id, listing_id, started_at, finished_at, outcome, message)
   SELECT organization_id, id, timestamptz '${TODAY}' - n * interval '1 hour', '${TODAY}',
     CASE WHEN n % 20 = 0 THEN 'failed' ELSE 'unchanged' END, 'seed' FROM gateway.listings, generate_series(1, 20) AS n`,
  `INSERT INTO sync.sync_run_days SELECT id, date '${TODAY}' - n, organization_id, 1, 30, 0, 1, 1000, 200, 900, '${TODAY}', '${TODAY}'
   FROM gateway.listings, generate_series(1, 20) AS n`,
  `INSERT INTO sync.raw_bodies SELECT gen_random_uuid(), organization_id, id, timestamptz '${TODAY}' - n * interval '1 day', 'changed',
     'hash', 'sealed' FROM gateway.listings, generate_series(1, 10) AS n`,
  `INSERT INTO checklists.manual_update_checklists (organization_id, listing_id, status, opened_at, remind_at, completed_at)
   SELECT organization_id, id, CASE WHEN n = 1 THEN 'open' ELSE 'done' END, '${TODAY}', timestamptz '${TODAY}' + n * interval '1 hour',
     CASE WHEN n > 1 THEN timestamptz '${TODAY}' END FROM gateway.listings, generate_series(1, 10) AS n`,
  `INSERT INTO checklists.checklist_items (organization_id, checklist_id, listing_id, action, check_in, check_out, status, created_at)
   SELECT organization_id, id, listing_id, 'close', date '${TODAY}', date '${TODAY}' + 2, 'open', '${TODAY}'
   FROM checklists.manual_update_checklists`,
  `INSERT INTO checklists.alerts (organization_id, kind, severity, status, incident_key, group_key, title, sentence, meaning,
     advice, opened_at, closed_at, closed_reason)
   SELECT organization_id, 'feed_late', 'medium', 'closed', id::text, 'seed', 'seed', 'seed', 'seed', 'seed', '${TODAY}',
     '${TODAY}', 'seed' FROM gateway.listings`,
  `INSERT INTO checklists.notifications (organization_id, user_id, dedupe_key, kind, title, body, path, created_at)
   SELECT organization_id, organization_id, gen_random_uuid()::text, 'feed_late', 'seed', 'seed', '/alerts',
     timestamptz '${TODAY}' - n * interval '1 hour' FROM gateway.listings, generate_series(1, 3) AS n`,
  `INSERT INTO gateway.export_fetches (organization_id, listing_id, fetched_at, calendar_version, status, agent_kind)
   SELECT organization_id, id, timestamptz '${TODAY}' - n * interval '1 hour', n, 200, 'airbnb' FROM gateway.listings, generate_series(1, 20) AS n`,
];

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  Plans?: Plan[];
}

/** The plan a service's own role gets, behind the tenant wall, for that organization first. */
async function plan(
  service: Service,
  sql: string,
  values: unknown[],
  asker = organizationId,
): Promise<Plan[]> {
  const rows = await withOrganization(database.pool(service), asker, async (tx) => {
    const result = await tx.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(`EXPLAIN (FORMAT JSON) ${sql}`, values);
    return result.rows;
  });
  const nodes = (node: Plan): Plan[] => [node, ...(node.Plans ?? []).flatMap(nodes)];
  return rows.flatMap((row) => nodes(row['QUERY PLAN'][0].Plan));
}

const SPAN = ['2027-04-01', '2027-04-10'];

/** What is asked, by whom, with which values, and the index that is there for it. */
const QUESTIONS: [index: string, service: Service, sql: string, values: () => unknown[]][] = [
  [
    'active_bookings_of_unit',
    'gateway',
    `SELECT id FROM availability.bookings WHERE unit_id = ANY($1::uuid[]) AND status = 'active' AND check_out > $2::date AND check_in < $3::date`,
    () => [[unitId], ...SPAN],
  ],
  [
    'long_bookings_of_unit',
    'conflict',
    `SELECT id FROM availability.bookings WHERE unit_id = ANY($1::uuid[]) AND status = 'active' AND check_out > $2::date
       AND check_out - check_in > 60 AND check_in < $3::date`,
    () => [[unitId], ...SPAN],
  ],
  [
    'bookings_by_date',
    'gateway',
    `SELECT id FROM availability.bookings WHERE organization_id = $1 AND status = 'active' AND check_in >= $2::date AND check_in < $3::date`,
    () => [organizationId, '2027-04-01', '2027-04-03'],
  ],
  [
    'bookings_of_listing',
    'sync',
    `SELECT id FROM availability.bookings WHERE listing_id = $1 AND status = 'active' AND check_out > $2::date`,
    () => [listingId, TODAY],
  ],
  [
    'locks_of_unit',
    'checklist',
    `SELECT id FROM availability.availability_locks WHERE unit_id = ANY($1::uuid[]) AND check_out > $2::date AND check_in < $3::date`,
    () => [[unitId], ...SPAN],
  ],
  [
    'locks_of_booking',
    'gateway',
    'SELECT id FROM availability.availability_locks WHERE booking_id = $1',
    () => [bookingId],
  ],
  [
    'one_conflict_per_finding',
    'conflict',
    'SELECT id FROM availability.calendar_conflicts WHERE first_booking_id = ANY($1::uuid[])',
    () => [[bookingId]],
  ],
  [
    'conflicts_of_second',
    'conflict',
    'SELECT id FROM availability.calendar_conflicts WHERE second_booking_id = ANY($1::uuid[])',
    () => [[bookingId]],
  ],
  [
    'mirrors_pkey',
    'gateway',
    'SELECT original_id FROM availability.mirrors WHERE mirror_id = ANY($1::uuid[])',
    () => [[bookingId]],
  ],
  [
    'mirrors_of_original',
    'conflict',
    'SELECT mirror_id FROM availability.mirrors WHERE original_id = ANY($1::uuid[])',
    () => [[bookingId]],
  ],
  [
    'words_of_second',
    'conflict',
    'SELECT same FROM availability.mirror_words WHERE second_booking_id = ANY($1::uuid[])',
    () => [[bookingId]],
  ],
  [
    'conflicts_by_status',
    'gateway',
    `SELECT id FROM availability.calendar_conflicts WHERE organization_id = $1 AND status = 'detected' ORDER BY check_in LIMIT 50`,
    () => [organizationId],
  ],
  [
    'open_conflicts_of_unit',
    'gateway',
    `SELECT id FROM availability.calendar_conflicts WHERE unit_id = ANY($1::uuid[]) AND status <> 'resolved' AND check_out > $2::date`,
    () => [[unitId], TODAY],
  ],
  [
    'listings_of_unit',
    'conflict',
    `SELECT id FROM gateway.listings WHERE unit_id = ANY($1::uuid[]) AND (status <> 'active'
       OR settings ?| ARRAY['preparationNightsBefore', 'preparationNightsAfter'])`,
    () => [[unitId]],
  ],
  [
    'listings_of_unit',
    'gateway',
    'SELECT id FROM gateway.listings WHERE organization_id = $1 AND unit_id = ANY($2::uuid[])',
    () => [organizationId, [unitId]],
  ],
  [
    'units_of_property',
    'gateway',
    'SELECT id FROM gateway.units WHERE organization_id = $1 AND property_id = $2 ORDER BY name, id',
    () => [organizationId, unitId],
  ],
  [
    'fetches_of_listing',
    'gateway',
    'SELECT id FROM gateway.export_fetches WHERE listing_id = $1 ORDER BY fetched_at DESC LIMIT 1',
    () => [listingId],
  ],
  [
    'sync_runs_of_listing',
    'gateway',
    'SELECT id FROM sync.ota_sync_logs WHERE listing_id = $1 ORDER BY started_at DESC LIMIT 20',
    () => [listingId],
  ],
  [
    'sync_run_days_pkey',
    'sync',
    'SELECT max(day) FROM sync.sync_run_days WHERE listing_id = $1',
    () => [listingId],
  ],
  [
    'sync_run_days_pkey',
    'gateway',
    'SELECT day FROM sync.sync_run_days WHERE listing_id = $1 AND day >= $2::date ORDER BY day',
    () => [listingId, TODAY],
  ],
  [
    'sync_runs_of_listing',
    'sync',
    'SELECT id FROM sync.ota_sync_logs WHERE listing_id = $1 AND started_at < $2::timestamptz',
    () => [listingId, TODAY],
  ],
  [
    'raw_bodies_of_listing',
    'sync',
    'SELECT outcome, body_hash FROM sync.raw_bodies WHERE listing_id = $1 ORDER BY kept_at DESC LIMIT 1',
    () => [listingId],
  ],
  [
    'sync_runs_by_outcome',
    'gateway',
    `SELECT id FROM sync.ota_sync_logs WHERE organization_id = $1 AND outcome = 'failed' ORDER BY started_at DESC LIMIT 20`,
    () => [organizationId],
  ],
  [
    'checklists_by_status',
    'gateway',
    `SELECT id FROM checklists.manual_update_checklists WHERE organization_id = $1 AND status = 'open' ORDER BY remind_at LIMIT 20`,
    () => [organizationId],
  ],
  [
    'alerts_in_order',
    'gateway',
    `SELECT id FROM checklists.alerts WHERE organization_id = $1 ORDER BY status DESC, opened_at DESC, id DESC LIMIT 20`,
    () => [organizationId],
  ],
  [
    'notifications_of_person',
    'gateway',
    `SELECT id FROM checklists.notifications WHERE organization_id = $1 AND user_id = $2
     ORDER BY created_at DESC, id DESC LIMIT 20`,
    () => [organizationId, organizationId],
  ],
  [
    'one_open_checklist_per_listing',
    'checklist',
    `SELECT id FROM checklists.manual_update_checklists WHERE listing_id = $1 AND status = 'open'`,
    () => [listingId],
  ],
  [
    'open_items_of_listing',
    'checklist',
    `SELECT id FROM checklists.checklist_items WHERE listing_id = $1 AND status = 'open' ORDER BY check_in`,
    () => [listingId],
  ],
];

describe('among 100,000 bookings, behind the tenant wall', () => {
  test('there are that many', async () => {
    const { rows } = await database.admin.query<{ count: number }>(
      'SELECT count(*) FROM availability.bookings',
    );
    expect(rows[0]?.count).toBe(100_000);
  });

  test.each(QUESTIONS)('%s answers the %s', async (index, service, sql, values) => {
    const nodes = await plan(service, sql, values());
    expect(nodes.map((node) => node['Index Name'])).toContain(index);
    expect(nodes.filter((node) => node['Node Type'] === 'Seq Scan')).toEqual([]);
  });

  test('a booking is found by its id, and not among all bookings of the organization, whoever has asked first', async () => {
    const sql = 'SELECT id FROM availability.bookings WHERE id = ANY($1::uuid[])';
    for (const asker of [organizationId, randomUUID()]) {
      const nodes = await plan('conflict', sql, [Array.from({ length: 20 }, () => randomUUID())], asker);
      expect(nodes.map((node) => node['Index Name']).filter((name) => name !== undefined)).toEqual([
        expect.stringMatching(/^bookings_pkey$|^bookings_organization_id_id_key$/),
      ]);
    }
  });

  test('a range as a condition finds no index here, which is why every question names units', async () => {
    const sql =
      'SELECT id FROM availability.availability_locks WHERE nights && daterange($1::date, $2::date)';
    const nodes = await plan('gateway', sql, SPAN);
    expect(nodes.some((node) => node['Node Type'].endsWith('Seq Scan'))).toBe(true);
  });
});
