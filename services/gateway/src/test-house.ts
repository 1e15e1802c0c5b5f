import { randomUUID } from 'node:crypto';
import type { TestGateway } from './test-gateway.ts';
import type { TestPerson } from './test-person.ts';

export interface TestListing {
  id: string;
  exportUrl: string;
}

interface Nights {
  checkIn: string;
  checkOut: string;
}

interface Sale extends Nights {
  /** The unit whose nights it holds, if not the whole house. */
  unitId?: string;
  /** The listing that sold it; undefined for a direct booking. */
  listing: TestListing | undefined;
  kind?: 'stay' | 'block';
  cannotTell?: boolean;
  /** The nights it got, if not all of them. */
  held?: Nights[];
}

interface Made {
  createProperty: { property: { id: string } };
  createUnit: { unit: { id: string } };
  createListing: { exportUrl: string; listing: { id: string } };
}

/** A house of one unit with listings, set up through the API; its nights are arranged as conflict-service leaves them. */
export class TestHouse {
  readonly #gateway: TestGateway;
  readonly person: TestPerson;
  readonly propertyId: string;
  readonly unitId: string;
  readonly listings: readonly TestListing[];

  private constructor(
    gateway: TestGateway,
    person: TestPerson,
    ids: { propertyId: string; unitId: string },
    listings: readonly TestListing[],
  ) {
    this.#gateway = gateway;
    this.person = person;
    this.propertyId = ids.propertyId;
    this.unitId = ids.unitId;
    this.listings = listings;
  }

  static async build(
    gateway: TestGateway,
    platforms: readonly string[],
    owner?: TestPerson,
  ): Promise<TestHouse> {
    const person = owner ?? (await gateway.owner('Owner'));
    const { createProperty } = await person.get<Made>(
      `mutation { createProperty(input: { name: "Casa", city: "Goa" }) { ... on CreatePropertySuccess { property { id } } } }`,
    );
    const propertyId = createProperty.property.id;
    const { createUnit } = await person.get<Made>(
      `mutation ($id: ID!) { createUnit(input: { propertyId: $id, name: "Casa" }) { ... on CreateUnitSuccess { unit { id } } } }`,
      { id: propertyId },
    );
    const unitId = createUnit.unit.id;
    const listings: TestListing[] = [];
    for (const platformKey of platforms) {
      const { createListing } = await person.get<Made>(
        `mutation ($input: CreateListingInput!) { createListing(input: $input) {
           ... on CreateListingSuccess { exportUrl listing { id } } } }`,
        { input: { unitId, platformKey } },
      );
      listings.push({ id: createListing.listing.id, exportUrl: createListing.exportUrl });
    }
    return new TestHouse(gateway, person, { propertyId, unitId }, listings);
  }

  /** Stores a booking with its locks and moves the unit's version. Returns the booking's id. */
  async sell({
    listing,
    unitId = this.unitId,
    kind = 'stay',
    cannotTell = false,
    held,
    ...nights
  }: Sale): Promise<string> {
    const { admin } = this.#gateway.database;
    const id = randomUUID();
    const at = '2026-11-20T10:00:00Z';
    await admin.query(
      `INSERT INTO availability.bookings (id, organization_id, unit_id, listing_id, source, kind, status, check_in,
         check_out, reason, created_at, updated_at, cannot_tell)
       SELECT $1, organization_id, id, $3, $4, $5, 'active', $6, $7, 'test', $8, $8, $9 FROM gateway.units WHERE id = $2`,
      [
        id,
        unitId,
        listing?.id,
        listing ? 'import' : 'direct',
        kind,
        nights.checkIn,
        nights.checkOut,
        at,
        cannotTell,
      ],
    );
    for (const { checkIn, checkOut } of held ?? [nights]) {
      await admin.query(
        `INSERT INTO availability.availability_locks (organization_id, unit_id, booking_id, check_in, check_out, created_at)
         SELECT organization_id, id, $2, $3, $4, $5 FROM gateway.units WHERE id = $1`,
        [unitId, id, checkIn, checkOut, at],
      );
    }
    await admin.query(
      `INSERT INTO availability.unit_calendars (unit_id, organization_id, version, changed_at)
       SELECT id, organization_id, 1, $2 FROM gateway.units WHERE id = $1
       ON CONFLICT (unit_id) DO UPDATE SET version = unit_calendars.version + 1, changed_at = excluded.changed_at`,
      [unitId, at],
    );
    return id;
  }

  /** One booking shows another again, as conflict-service recognised it. */
  async mirror(mirrorId: string, originalId: string): Promise<void> {
    await this.#gateway.database.admin.query(
      `INSERT INTO availability.mirrors (organization_id, mirror_id, original_id, sign, recognised_at)
       SELECT organization_id, id, $2, 'nights', created_at FROM availability.bookings WHERE id = $1`,
      [mirrorId, originalId],
    );
  }

  /** The two want the same nights, as conflict-service found. Returns the conflict's id. */
  async conflict(one: string, other: string): Promise<string> {
    const id = randomUUID();
    await this.#gateway.database.admin.query(
      `INSERT INTO availability.calendar_conflicts (id, organization_id, property_id, unit_id, first_booking_id,
         second_booking_id, check_in, check_out, severity, severity_reason, status, detected_at)
       SELECT $1, a.organization_id, $2, a.unit_id, least(a.id, b.id), greatest(a.id, b.id),
         greatest(a.check_in, b.check_in), least(a.check_out, b.check_out), 'high', 'Two confirmed stays.', 'detected', a.created_at
       FROM availability.bookings a JOIN availability.bookings b ON b.id = $4 WHERE a.id = $3`,
      [id, this.propertyId, one, other],
    );
    return id;
  }

  /** Fetches a listing's export as its platform does. */
  fetch(listing: TestListing | undefined, headers: Record<string, string> = {}): Promise<Response> {
    const { pathname } = new URL(listing?.exportUrl ?? '');
    return fetch(new URL(pathname, this.#gateway.url), { headers });
  }

  async calendar(listing: TestListing | undefined): Promise<string> {
    return (await this.fetch(listing)).text();
  }

  async fetches(listing: TestListing | undefined) {
    const { rows } = await this.#gateway.database.admin.query<{
      status: number;
      calendar_version: number;
      agent_kind: string;
    }>(
      `SELECT status, calendar_version, agent_kind FROM gateway.export_fetches WHERE listing_id = $1 ORDER BY fetched_at, id`,
      [listing?.id],
    );
    return rows;
  }
}
