import { randomUUID } from 'node:crypto';
import { Client, Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrateDatabase } from './migrate-database.ts';

/** A database as the first release left it, with rows in it, that every later migration has to bring over. */
const firstRelease = 'm0008-export-look-up';
const now = new Date('2026-11-25T06:00:00Z');
const ids = {
  organization: randomUUID(),
  platform: randomUUID(),
  property: randomUUID(),
  unit: randomUUID(),
  listing: randomUUID(),
  checklist: randomUUID(),
  booking: randomUUID(),
  changeSet: randomUUID(),
};

let server: Client;
let admin: Pool;
const name = `upgrade_${randomUUID().replaceAll('-', '')}`;

beforeAll(async () => {
  const serverUrl = process.env.ROOMNIGHT_TEST_POSTGRES ?? '';
  server = new Client({ connectionString: serverUrl });
  await server.connect();
  await server.query(`CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await migrateDatabase({ adminUrl: url.href, passwords: {}, now, upTo: firstRelease });
  admin = new Pool({ connectionString: url.href });
  await fill();
  await migrateDatabase({ adminUrl: url.href, passwords: {}, now });
});
afterAll(async () => {
  await admin.end();
  await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await server.end();
});

/** One row of what people had by then. */
async function fill(): Promise<void> {
  const { organization, platform, property, unit, listing, checklist, booking, changeSet } = ids;
  const statements: [sql: string, values: unknown[]][] = [
    [
      `INSERT INTO auth.organizations (id, name, slug, created_at) VALUES ($1, 'Org', 'org', $2)`,
      [organization, now],
    ],
    [
      `INSERT INTO gateway.ota_platforms (id, organization_id, key, name, type, sync_interval_minutes, settings, created_at)
       VALUES ($1, $2, 'airbnb', 'Airbnb', 'ical', 60, '{}', $3)`,
      [platform, organization, now],
    ],
    [
      `INSERT INTO gateway.properties (id, organization_id, name, city, created_at) VALUES ($1, $2, 'House', 'Goa', $3)`,
      [property, organization, now],
    ],
    [
      `INSERT INTO gateway.units (id, organization_id, property_id, name, created_at) VALUES ($1, $2, $3, 'Room', $4)`,
      [unit, organization, property, now],
    ],
    [
      `INSERT INTO gateway.listings (id, organization_id, unit_id, platform_id, mode, sync_interval_minutes, settings, created_at, updated_at)
       VALUES ($1, $2, $3, $4, 'ical', 30, '{"roomName": "Blue"}', $5, $5)`,
      [listing, organization, unit, platform, now],
    ],
    [
      `INSERT INTO gateway.export_fetches (organization_id, listing_id, fetched_at, calendar_version, status, agent_kind)
       VALUES ($1, $2, $3, 4, 200, 'airbnb')`,
      [organization, listing, now],
    ],
    [
      `INSERT INTO sync.ota_sync_logs (organization_id, listing_id, started_at, finished_at, outcome, message, error_class)
       VALUES ($1, $2, $3, $3, 'failed', 'The server’s name could not be found.', 'dns')`,
      [organization, listing, now],
    ],
    [
      `INSERT INTO checklists.manual_update_checklists (id, organization_id, listing_id, status, opened_at, remind_at)
       VALUES ($1, $2, $3, 'open', $4, $4)`,
      [checklist, organization, listing, now],
    ],
    [
      `INSERT INTO checklists.notification_deliveries (organization_id, dedupe_key, kind, recipient, checklist_id, claimed_at)
       VALUES ($1, 'one', 'checklist_reminder', 'asha@example.com', $2, $3)`,
      [organization, checklist, now],
    ],
    [
      `INSERT INTO availability.bookings (id, organization_id, unit_id, listing_id, source, kind, status, check_in, check_out,
         reason, created_at, updated_at) VALUES ($1, $2, $3, $4, 'import', 'stay', 'active', '2027-01-05', '2027-01-08', 'seen', $5, $5)`,
      [booking, organization, unit, listing, now],
    ],
    [
      `INSERT INTO sync.change_sets (id, organization_id, listing_id, sync_run_id, changes, created_at)
       VALUES ($1, $2, $3, $1, '[]', $4)`,
      [changeSet, organization, listing, now],
    ],
    [
      `INSERT INTO availability.applied_change_sets (change_set_id, organization_id, applied_at, result) VALUES ($1, $2, $3, '{}')`,
      [changeSet, organization, now],
    ],
    [
      `INSERT INTO log.audit (organization_id, occurred_at, actor_kind, actor_id, action, subject_kind, subject_id, reason, after)
       VALUES ($1, $2, 'workflow', 'feed:' || $3, 'booking.created', 'booking', $4, 'seen',
         '{"checkIn": "2027-01-02", "checkOut": "2027-01-04"}'),
         ($1, $2, 'user', 'asha', 'booking.nightsHandedOver', 'booking', $4, 'seen', '{"locks": []}')`,
      [organization, now, listing, booking],
    ],
  ];
  for (const [sql, values] of statements) await admin.query(sql, values);
}

async function one(sql: string): Promise<unknown> {
  const { rows } = await admin.query(sql);
  return rows[0];
}

it('keeps the intervals people set, beside what else was kept there', async () => {
  expect(await one('SELECT settings FROM gateway.ota_platforms')).toEqual({
    settings: { intervalMinutes: 60 },
  });
  expect(await one('SELECT settings FROM gateway.listings')).toEqual({
    settings: { roomName: 'Blue', intervalMinutes: 30 },
  });
});

it('knows who fetched an export before destinations were kept', async () => {
  expect(await one('SELECT listing_id, calendar_version::int FROM gateway.export_destinations')).toEqual({
    listing_id: ids.listing,
    calendar_version: 4,
  });
});

it('names failures and messages of before as later ones are named', async () => {
  expect(await one('SELECT error_class FROM sync.ota_sync_logs')).toEqual({ error_class: 'transport' });
  expect(await one('SELECT created_at FROM checklists.notification_deliveries')).toEqual({ created_at: now });
});

it('finds what was audited before by unit and night, and the change set it came from', async () => {
  const { rows } = await admin.query(
    'SELECT unit_id, check_in::text, check_out::text, change_set_id FROM log.audit ORDER BY id',
  );
  expect(rows).toEqual([
    { unit_id: ids.unit, check_in: '2027-01-02', check_out: '2027-01-04', change_set_id: ids.changeSet },
    { unit_id: ids.unit, check_in: '2027-01-05', check_out: '2027-01-08', change_set_id: null },
  ]);
});

it('leaves every table behind the wall, its owner too', async () => {
  const { rows } = await admin.query<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname IN ('gateway', 'sync', 'availability', 'checklists', 'auth') AND c.relkind IN ('r', 'p')
       AND NOT (c.relrowsecurity AND c.relforcerowsecurity)`,
  );
  expect(rows).toEqual([]);
});
