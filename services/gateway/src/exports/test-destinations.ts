import { randomBytes, randomUUID } from 'node:crypto';
import { istNight } from '@roomnight/calendar/night';
import { type NightSet, nightSet, subtract, union } from '@roomnight/calendar/night-set';
import type { Stay } from '@roomnight/calendar/stay';
import { createTestDatabase, type TestDatabase } from '@roomnight/database/test-database';
import { withOrganization } from '@roomnight/database/tenant';
import { createLogger } from '@roomnight/runtime/logger';
import ICAL from 'ical.js';
import type { Pool } from 'pg';
import { exportAnswers } from './answer.ts';
import { openFetchLog } from './fetch-log.ts';
import { exportLookUp } from './look-up.ts';
import { hashOfToken } from './new-export-token.ts';
import {
  type Exposure,
  type ExposureScope,
  readExposures,
} from '@roomnight/database/exposures/read-exposures';

export interface TestDestination {
  readonly id: string;
  readonly unitId: string;
  readonly platformKey: string;
  readonly token: string;
  /** What it holds: the body of its last 200, with the ETag that came with it. */
  body: string;
  etag: string | undefined;
  version: number;
}

export interface Fact extends Stay {
  id: string;
  unitId: string;
  kind: 'stay' | 'block';
  /** The listing that sold it. */
  listingId: string | null;
}

/** The nights that a calendar closes, as any reader of iCalendar sees them; its placeholder in the past is none. */
export function nightsClosed(body: string): NightSet {
  const events = new ICAL.Component(ICAL.parse(body)).getAllSubcomponents('vevent');
  return nightSet(
    events
      .map((event) => ({
        checkIn: String(event.getFirstPropertyValue('dtstart')),
        checkOut: String(event.getFirstPropertyValue('dtend')),
      }))
      .filter(({ checkIn }) => checkIn > '1970-01-01'),
  );
}

/** An organization's units and listings straight in the database, and the platforms that fetch their exports. */
export class TestDestinations {
  readonly database: TestDatabase;
  readonly organizationId = randomUUID();
  readonly #propertyId = randomUUID();
  readonly #pool: Pool;
  readonly #lookUp: ReturnType<typeof exportLookUp>;
  readonly #answer: ReturnType<typeof exportAnswers>;
  now = new Date('2026-11-23T07:00:00Z');

  private constructor(database: TestDatabase) {
    this.database = database;
    this.#pool = database.pool('gateway');
    this.#lookUp = exportLookUp(this.#pool);
    this.#answer = exportAnswers(this.#pool);
  }

  static async open(): Promise<TestDestinations> {
    const world = new TestDestinations(await createTestDatabase());
    const { admin } = world.database;
    await admin.query(
      `INSERT INTO auth.organizations (id, name, slug, created_at) VALUES ($1::uuid, 'Goa', $1::text, $2)`,
      [world.organizationId, world.now],
    );
    await admin.query(
      `INSERT INTO gateway.ota_platforms (organization_id, key, name, type, created_at)
       SELECT $1, key, key, 'ical', $2 FROM unnest(ARRAY['airbnb', 'vrbo', 'agoda', 'booking_com']) AS key`,
      [world.organizationId, world.now],
    );
    await admin.query(
      `INSERT INTO gateway.properties (id, organization_id, name, city, created_at) VALUES ($1, $2, 'Casa', 'Goa', $3)`,
      [world.#propertyId, world.organizationId, world.now],
    );
    return world;
  }

  get today(): string {
    return istNight(this.now);
  }

  async unit(parentUnitId: string | null = null, isPool = false): Promise<string> {
    const id = randomUUID();
    await this.database.admin.query(
      `INSERT INTO gateway.units (id, organization_id, property_id, parent_unit_id, name, created_at, is_pool)
       VALUES ($1, $2, $3, $4, 'Casa', $5, $6)`,
      [id, this.organizationId, this.#propertyId, parentUnitId, this.now, isPool],
    );
    return id;
  }

  async listing(unitId: string, platformKey: string, mode = 'ical'): Promise<TestDestination> {
    const { admin } = this.database;
    const id = randomUUID();
    const token = randomBytes(32).toString('base64url');
    await admin.query(
      `INSERT INTO gateway.listings (id, organization_id, unit_id, platform_id, mode, created_at, updated_at)
       SELECT $1, $2, $3, id, $5, $6, $6 FROM gateway.ota_platforms WHERE organization_id = $2 AND key = $4`,
      [id, this.organizationId, unitId, platformKey, mode, this.now],
    );
    await admin.query(
      `INSERT INTO gateway.export_tokens (organization_id, listing_id, token_hash, token_encrypted, token_hint, created_at)
       VALUES ($1, $2, $3, 'sealed', 'hint', $4)`,
      [this.organizationId, id, hashOfToken(token), this.now],
    );
    return { id, unitId, platformKey, token, body: '', etag: undefined, version: -1 };
  }

  /** Makes the facts of a house the only ones: a leaf's night is the earliest fact's that wants it. */
  async settle(facts: readonly Fact[], leavesOf: (unitId: string) => readonly string[]): Promise<void> {
    const { admin } = this.database;
    const leaves = [...new Set(facts.flatMap(({ unitId }) => leavesOf(unitId)))];
    await admin.query('DELETE FROM availability.availability_locks WHERE organization_id = $1', [
      this.organizationId,
    ]);
    await admin.query(
      `UPDATE availability.bookings SET status = 'cancelled', cancelled_at = $2
       WHERE organization_id = $1 AND status = 'active' AND id <> ALL ($3)`,
      [this.organizationId, this.now, facts.map(({ id }) => id)],
    );
    await admin.query(
      `INSERT INTO availability.bookings (id, organization_id, unit_id, listing_id, source, kind, status, check_in,
         check_out, reason, created_at, updated_at)
       SELECT f.id, $1, f.unit_id, f.listing_id, CASE WHEN f.listing_id IS NULL THEN 'direct' ELSE 'import' END, f.kind,
         'active', f.check_in, f.check_out, 'test', $2, $2
       FROM unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::date[], $8::date[])
         AS f (id, unit_id, listing_id, kind, check_in, check_out)
       ON CONFLICT (id) DO NOTHING`,
      [
        this.organizationId,
        this.now,
        facts.map(({ id }) => id),
        facts.map(({ unitId }) => unitId),
        facts.map(({ listingId }) => listingId),
        facts.map(({ kind }) => kind),
        facts.map(({ checkIn }) => checkIn),
        facts.map(({ checkOut }) => checkOut),
      ],
    );
    const locks = leaves.flatMap((leaf) =>
      sharesOf(
        facts.filter(({ unitId }) => leavesOf(unitId).includes(leaf)),
        leaf,
      ),
    );
    await admin.query(
      `INSERT INTO availability.availability_locks (organization_id, unit_id, booking_id, check_in, check_out, created_at)
       SELECT $1, *, $2 FROM unnest($3::uuid[], $4::uuid[], $5::date[], $6::date[])`,
      [
        this.organizationId,
        this.now,
        locks.map(({ leaf }) => leaf),
        locks.map(({ id }) => id),
        locks.map(({ checkIn }) => checkIn),
        locks.map(({ checkOut }) => checkOut),
      ],
    );
  }

  async move(unitIds: readonly string[]): Promise<void> {
    await this.database.admin.query(
      `INSERT INTO availability.unit_calendars (unit_id, organization_id, version, changed_at)
       SELECT unit_id, $2, 1, $3 FROM unnest($1::uuid[]) AS unit_id
       ON CONFLICT (unit_id) DO UPDATE SET version = unit_calendars.version + 1, changed_at = excluded.changed_at`,
      [unitIds, this.organizationId, this.now],
    );
  }

  async set(listing: TestDestination, settings: object): Promise<void> {
    await this.database.admin.query('UPDATE gateway.listings SET settings = settings || $2 WHERE id = $1', [
      listing.id,
      settings,
    ]);
  }

  async setPlatform(key: string, settings: object): Promise<void> {
    await this.database.admin.query(
      'UPDATE gateway.ota_platforms SET settings = settings || $3 WHERE organization_id = $1 AND key = $2',
      [this.organizationId, key, settings],
    );
  }

  /** The platform fetches and remembers; how it was answered. */
  async fetch(
    to: TestDestination,
    agentKind: string = to.platformKey,
  ): Promise<{ status: number; version: number }> {
    const found = await this.#lookUp(to.token, this.now);
    if (!found) return { status: 404, version: 0 };
    const isPlatform = agentKind === to.platformKey;
    const { served, whole } = await this.#answer(found, isPlatform ? to.etag : undefined, this.now);
    const status = whole ? 200 : 304;
    const { version, etag } = served;
    if (isPlatform) {
      Object.assign(to, { etag, version, ...(whole && { body: whole.body.toString() }) });
    }
    const log = openFetchLog({ pool: this.#pool, logger: createLogger('test', 'error') });
    log.record({ ...found, fetchedAt: this.now, version, status, agentKind, userAgent: undefined });
    await log.flush();
    return { status, version };
  }

  exposures(scope: ExposureScope = {}): Promise<Exposure[]> {
    return withOrganization(this.#pool, this.organizationId, (tx) => readExposures(tx, scope, this.now));
  }
}

/** Which of the facts holds which nights of a leaf. */
export function sharesOf(facts: readonly Fact[], leaf: string): (Fact & { leaf: string })[] {
  const shares: (Fact & { leaf: string })[] = [];
  let taken = nightSet([]);
  for (const fact of facts) {
    for (const nights of subtract(nightSet([fact]), taken)) shares.push({ ...fact, ...nights, leaf });
    taken = union(taken, nightSet([fact]));
  }
  return shares;
}
