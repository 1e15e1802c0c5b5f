import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { createActivities } from './activities.ts';
import { reviewListings } from './review-listings.ts';
import { brokenRules } from './test-calendar.ts';
import { createTestWorld, put, type RequestFields, type TestWorld } from './test-world.ts';

const START = new Date('2027-03-01T06:00:00Z');
const HOUR = 3_600_000;
let database: TestDatabase;
let activities: ReturnType<typeof createActivities>;
let world: TestWorld;
let now = START;
const service = () => ({ pool: database.pool('conflict'), clock: () => now });

beforeAll(async () => {
  database = await createTestDatabase();
  activities = createActivities(service());
});
afterAll(() => database.drop());
beforeEach(async () => {
  now = START;
  world = await createTestWorld(database.admin);
});

async function round() {
  const failures: unknown[] = [];
  const result = await reviewListings(
    service(),
    () => undefined,
    (error) => failures.push(error),
  );
  expect(failures).toEqual([]);
  expect(await brokenRules(database.admin, world.organizationId)).toEqual({});
  return result.listings;
}

async function claim(fields: RequestFields): Promise<string> {
  const requestId = await world.request(fields);
  await activities.claimNights({ organizationId: world.organizationId, requestId });
  return requestId;
}

async function apply(listingId: string, ...changes: ReturnType<typeof put>[]): Promise<void> {
  const changeSetId = await world.changeSet(listingId, changes);
  await activities.applyChangeSet({ organizationId: world.organizationId, changeSetId });
}

async function rowsOf(sql: string) {
  const { rows } = await database.admin.query<Record<string, unknown>>(sql, [world.organizationId]);
  return rows;
}

const conflicts = () =>
  rowsOf(`SELECT kind, status, first_booking_id, listing_id, check_in, check_out, severity_reason, resolution
          FROM availability.calendar_conflicts WHERE organization_id = $1 ORDER BY kind, check_in`);

const nights = (from: number, to: number) => ({ checkIn: `2027-03-${from}`, checkOut: `2027-03-${to}` });

describe('what a listing says', () => {
  const airbnb = () => world.listing('cottage', 'airbnb');

  test('holds for the stays that are there once it is said, and no longer once it is not', async () => {
    await apply(airbnb(), put(nights(10, 13)), put(nights(20, 22)));
    await claim({ unit: 'cottage', ...nights(13, 14) });
    await round();
    expect(await round()).toBe(0);
    expect(await conflicts()).toEqual([]);
    // Until the round comes by the conflicts are not what the settings say: nothing but the round may be due.
    await world.change(airbnb(), { settings: { preparationNightsAfter: 1 } });
    expect(await round()).toBe(1);
    expect(await conflicts()).toMatchObject([
      { kind: 'preparation', status: 'detected', check_in: '2027-03-13' },
    ]);
    await world.change(airbnb(), { settings: { preparationNightsAfter: 0 } });
    await round();
    expect(await conflicts()).toMatchObject([
      { status: 'resolved', resolution: 'Over by itself: fewer preparation nights are needed.' },
    ]);
  });

  test('opens it again: what was sold while it was closed is no conflict any more', async () => {
    const listing = world.listing('cottage', 'booking_com');
    await claim({ unit: 'cottage', listingId: listing, ...nights(10, 11) });
    await world.change(listing, { status: 'paused' });
    await claim({ unit: 'cottage', listingId: listing, ...nights(20, 22) });
    await round();
    expect(await conflicts()).toMatchObject([{ kind: 'closed_listing', check_in: '2027-03-20' }]);
    await world.change(listing, { status: 'active' });
    await round();
    expect(await conflicts()).toMatchObject([
      { status: 'resolved', resolution: 'Over by itself: the listing is open again.' },
    ]);
  });

  test('is judged in the transaction that remembers it: one that fails is tried again', async () => {
    await apply(airbnb(), put(nights(10, 13)));
    await claim({ unit: 'cottage', ...nights(13, 14) });
    await round();
    await world.change(airbnb(), { settings: { preparationNightsAfter: 1 } });
    await database.admin.query(`
      CREATE FUNCTION availability.fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'out of order'; END $$;
      CREATE TRIGGER fault BEFORE INSERT ON availability.calendar_conflicts FOR EACH ROW EXECUTE FUNCTION availability.fail()`);
    const failed = await reviewListings(
      service(),
      () => undefined,
      () => undefined,
    );
    await database.admin.query('DROP FUNCTION availability.fail CASCADE');
    expect(failed).toEqual({ listings: 1, failed: 1 });
    expect(await conflicts()).toEqual([]);
    await round();
    expect(await conflicts()).toMatchObject([{ kind: 'preparation' }]);
  });
});

describe('a platform that should have fetched our calendar', () => {
  const vrbo = () => world.listing('cottage', 'vrbo');

  /** It fetched the calendar as it was after so many changes, and comes every three hours. */
  async function fetches(version: number, closed: string, at = now): Promise<void> {
    const { organizationId } = world;
    await database.admin.query(
      `INSERT INTO gateway.export_versions (listing_id, calendar_version, organization_id, etag, nights, rendered_at)
       VALUES ($1, $2, $3, 'etag', $4, $5)`,
      [vrbo(), version, organizationId, closed, at],
    );
    await database.admin.query(
      `INSERT INTO gateway.export_destinations (listing_id, organization_id, known_by_name, fetched_at, calendar_version,
         visits, interval_minutes, interval_observed) VALUES ($1, $2, true, $4, $3, ARRAY[$4::timestamptz], 180, true)
       ON CONFLICT (listing_id) DO UPDATE SET fetched_at = excluded.fetched_at, calendar_version = excluded.calendar_version`,
      [vrbo(), organizationId, version, at],
    );
  }

  beforeEach(async () => {
    await database.admin.query(
      `INSERT INTO gateway.export_tokens (organization_id, listing_id, token_hash, token_encrypted, token_hint, created_at)
       VALUES ($1, $2, $3, 'sealed', 'hint', $4)`,
      [world.organizationId, vrbo(), Buffer.from(randomUUID()), START],
    );
    await fetches(0, '{}');
  });

  test('can sell what is taken: one conflict a booking from then on, and none once it knows', async () => {
    const sold = await claim({ unit: 'cottage', ...nights(10, 13) });
    await claim({ unit: 'cottage', kind: 'block', ...nights(15, 16) });
    now = new Date(START.getTime() + 3 * HOUR);
    await round();
    expect(await conflicts()).toEqual([]);
    now = new Date(now.getTime() + 1);
    await round();
    await round();
    expect(await conflicts()).toEqual([
      {
        kind: 'potential',
        status: 'detected',
        first_booking_id: sold,
        listing_id: vrbo(),
        check_in: '2027-03-10',
        check_out: '2027-03-13',
        severity_reason:
          'Taken here, and still for sale on a platform that should have fetched our calendar by now, 9 days ahead.',
        resolution: null,
      },
    ]);
    await fetches(2, '{[2027-03-10,2027-03-13),[2027-03-15,2027-03-16)}');
    await round();
    expect(await conflicts()).toMatchObject([
      {
        status: 'resolved',
        resolution: 'Over by itself: the platform knows by now, or can no longer sell the nights.',
      },
    ]);
    expect(await round()).toBe(0);
    const events = await rowsOf(
      `SELECT type FROM log.events WHERE organization_id = $1 AND conflict_id IS NOT NULL ORDER BY seq`,
    );
    expect(events.map(({ type }) => type)).toEqual(['ConflictDetected', 'ConflictResolved']);
    const audit = await rowsOf(
      `SELECT action, actor_kind, actor_id FROM log.audit WHERE organization_id = $1 AND action LIKE 'conflict.%' ORDER BY id`,
    );
    expect(audit).toEqual([
      { action: 'conflict.detected', actor_kind: 'workflow', actor_id: 'conflict-round' },
      { action: 'conflict.resolved', actor_kind: 'workflow', actor_id: 'conflict-round' },
    ]);
  });

  test('is no conflict any more in the transaction that cancels the booking', async () => {
    const sold = await claim({ unit: 'cottage', ...nights(10, 13) });
    now = new Date(START.getTime() + 4 * HOUR);
    await round();
    const requestId = await world.cancellation(sold);
    await activities.cancelBooking({ organizationId: world.organizationId, bookingId: sold, requestId });
    expect(await conflicts()).toMatchObject([
      { status: 'resolved', resolution: 'Over by itself: the stay of 10–13 Mar was cancelled.' },
    ]);
    await round();
    expect(await conflicts()).toMatchObject([{ status: 'resolved' }]);
  });
});
