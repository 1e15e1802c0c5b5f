import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Change, PutBooking } from '@roomnight/contracts/change-set';
import type { OwnSettings } from '@roomnight/platforms/settings';

/** An organization with a cottage and a villa of two rooms, each listed on each platform, for tests. */
export interface TestWorld {
  organizationId: string;
  propertyId: string;
  userId: string;
  unit: Record<UnitName, string>;
  listing(unit: UnitName, platform: PlatformKey): string;
  /** What a person says of a listing, or that they closed or opened it. */
  change(listingId: string, change: { settings?: OwnSettings; status?: 'active' | 'paused' }): Promise<void>;
  /** A room type of so many equal rooms, listed on Airbnb and VRBO. */
  pool(rooms: number): Promise<TestPool>;
  /** A row of booking_requests. @returns its id */
  request(fields: RequestFields): Promise<string>;
  /** Somebody wants that hold confirmed or released; the id of the row. */
  holdRequest(bookingId: string, decision: 'confirm' | 'release', guestName?: string): Promise<string>;
  /** Somebody wants that booking cancelled; the id of the row. */
  cancellation(bookingId: string): Promise<string>;
  /** Somebody says that two bookings are, or are not, the same; the id of the row. */
  mirrorRequest(fields: MirrorFields): Promise<string>;
  /** A row of change_sets. @returns its id */
  changeSet(listingId: string, changes: readonly Change[]): Promise<string>;
}

export interface TestPool {
  unitId: string;
  rooms: string[];
  airbnb: string;
  vrbo: string;
}

export const UNITS = ['cottage', 'villa', 'roomA', 'roomB'] as const;
export type UnitName = (typeof UNITS)[number];

const PLATFORMS = { airbnb: 'Airbnb', vrbo: 'Vrbo', booking_com: 'Booking.com' };
export type PlatformKey = keyof typeof PLATFORMS;

export interface MirrorFields {
  bookings: readonly [string, string];
  same: boolean;
  reason?: string;
  at?: Date;
}

export interface RequestFields {
  /** By name, or of a pool by id. */
  unit: UnitName | (string & {});
  checkIn: string;
  checkOut: string;
  kind?: 'stay' | 'block';
  listingId?: string;
  key?: string;
  bodyHash?: string;
  guestName?: string;
  /** Further units for the same nights. */
  also?: readonly UnitName[];
  holdMinutes?: number;
  overrideReason?: string;
  valuePaise?: number;
}

/** @param admin a superuser's pool: arranging is not what is tested */
export async function createTestWorld(admin: Pool): Promise<TestWorld> {
  const organizationId = randomUUID();
  const propertyId = randomUUID();
  const userId = randomUUID();
  const unit = { cottage: randomUUID(), villa: randomUUID(), roomA: randomUUID(), roomB: randomUUID() };
  const now = new Date();
  const listings = UNITS.flatMap((name) =>
    Object.keys(PLATFORMS).map((platform) => ({ name, platform, id: randomUUID() })),
  );
  await admin.query(
    `INSERT INTO auth.organizations (id, name, slug, created_at) VALUES ($1::uuid, 'Test', $1::text, $2)`,
    [organizationId, now],
  );
  await admin.query(
    `INSERT INTO gateway.properties (id, organization_id, name, city, created_at) VALUES ($1, $2, 'House', 'Goa', $3)`,
    [propertyId, organizationId, now],
  );
  await admin.query(
    `INSERT INTO gateway.units (id, organization_id, property_id, parent_unit_id, name, created_at)
     SELECT id, $1, $2, parent, name, $3 FROM unnest($4::uuid[], $5::uuid[], $6::text[]) AS u (id, parent, name)`,
    [
      organizationId,
      propertyId,
      now,
      UNITS.map((name) => unit[name]),
      UNITS.map((name) => (name.startsWith('room') ? unit.villa : null)),
      UNITS,
    ],
  );
  await admin.query(
    `INSERT INTO gateway.ota_platforms (organization_id, key, name, type, created_at)
     SELECT $1, key, name, 'ical', $2 FROM unnest($3::text[], $4::text[]) AS p (key, name)`,
    [organizationId, now, Object.keys(PLATFORMS), Object.values(PLATFORMS)],
  );
  await admin.query(
    `INSERT INTO gateway.listings (id, organization_id, unit_id, platform_id, mode, created_at, updated_at)
     SELECT l.id, $1, l.unit, p.id, 'ical', $2, $2 FROM unnest($3::uuid[], $4::uuid[], $5::text[]) AS l (id, unit, platform)
       JOIN gateway.ota_platforms p ON p.key = l.platform AND p.organization_id = $1`,
    [
      organizationId,
      now,
      listings.map(({ id }) => id),
      listings.map(({ name }) => unit[name]),
      listings.map(({ platform }) => platform),
    ],
  );
  return {
    organizationId,
    propertyId,
    userId,
    unit,
    listing(name, platform) {
      const found = listings.find((each) => each.name === name && each.platform === platform);
      if (found === undefined) throw new Error(`no listing of ${name} on ${platform}`);
      return found.id;
    },
    async change(listingId, { settings = {}, status = 'active' }) {
      await admin.query(
        `UPDATE gateway.listings SET settings = settings || $2::jsonb, status = $3, revision = revision + 1 WHERE id = $1`,
        [listingId, JSON.stringify(settings), status],
      );
    },
    async pool(count) {
      const pool: TestPool = {
        unitId: randomUUID(),
        rooms: Array.from({ length: count }, () => randomUUID()).toSorted(),
        airbnb: randomUUID(),
        vrbo: randomUUID(),
      };
      await admin.query(
        `INSERT INTO gateway.units (id, organization_id, property_id, parent_unit_id, is_pool, name, created_at)
         SELECT id, $1, $2, NULLIF($3::uuid, id), $3 = id, 'Double room', $4 FROM unnest($5::uuid[]) AS id`,
        [organizationId, propertyId, pool.unitId, now, [pool.unitId, ...pool.rooms]],
      );
      await admin.query(
        `INSERT INTO gateway.listings (id, organization_id, unit_id, platform_id, mode, created_at, updated_at)
         SELECT CASE key WHEN 'airbnb' THEN $3::uuid ELSE $4::uuid END, $1, $2, id, 'ical', $5, $5
         FROM gateway.ota_platforms WHERE organization_id = $1 AND key IN ('airbnb', 'vrbo')`,
        [organizationId, pool.unitId, pool.airbnb, pool.vrbo, now],
      );
      return pool;
    },
    async request({
      unit: name,
      checkIn,
      checkOut,
      kind = 'stay',
      listingId,
      key,
      bodyHash = 'hash',
      guestName,
      also = [],
      holdMinutes,
      overrideReason,
      valuePaise,
    }) {
      const id = randomUUID();
      await admin.query(
        `INSERT INTO gateway.booking_requests (id, organization_id, idempotency_key, body_hash, kind, unit_id, listing_id,
           check_in, check_out, guest_name, requested_by, requested_at, also_unit_ids, hold_minutes, override_reason,
           value_paise)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
        [
          id,
          organizationId,
          key ?? id,
          bodyHash,
          kind,
          Object.entries(unit).find(([key]) => key === name)?.[1] ?? name,
          listingId,
          checkIn,
          checkOut,
          guestName,
          userId,
          now,
          also.map((each) => unit[each]),
          holdMinutes,
          overrideReason,
          valuePaise,
        ],
      );
      return id;
    },
    async holdRequest(bookingId, decision, guestName) {
      const id = randomUUID();
      await admin.query(
        `INSERT INTO gateway.hold_requests (id, organization_id, booking_id, decision, guest_name, requested_by, requested_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [id, organizationId, bookingId, decision, guestName, userId, now],
      );
      return id;
    },
    async cancellation(bookingId) {
      const id = randomUUID();
      await admin.query(
        `INSERT INTO gateway.cancellation_requests (id, organization_id, booking_id, reason, requested_by, requested_at)
         VALUES ($1, $2, $3, 'Plans changed', $4, $5)`,
        [id, organizationId, bookingId, userId, now],
      );
      return id;
    },
    async mirrorRequest({ bookings: [bookingId, otherBookingId], same, reason, at = now }) {
      const id = randomUUID();
      await admin.query(
        `INSERT INTO gateway.mirror_requests (id, organization_id, booking_id, other_booking_id, same, reason,
           requested_by, requested_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [id, organizationId, bookingId, otherBookingId, same, reason, userId, at],
      );
      return id;
    },
    async changeSet(listingId, changes) {
      const id = randomUUID();
      await admin.query(
        `INSERT INTO sync.change_sets (id, organization_id, listing_id, sync_run_id, changes, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [id, organizationId, listingId, randomUUID(), JSON.stringify(changes), now],
      );
      return id;
    },
  };
}

/** A stay as a feed reader describes it. */
export function put(fields: Pick<PutBooking, 'checkIn' | 'checkOut'> & Partial<PutBooking>): PutBooking {
  const bookingId = fields.bookingId ?? randomUUID();
  return {
    op: 'put',
    bookingId,
    kind: 'stay',
    tentative: false,
    icalUid: `${bookingId}@test`,
    reason: 'Reserved on the platform',
    guest: { reservationCode: 'HMTEST' },
    ...fields,
  };
}
