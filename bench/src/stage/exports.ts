import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { addNights } from '@roomnight/calendar/night';
import { createOrganization } from './organization.ts';

const stays = 60;

/** Listings with an export each, of sixty stays, which nobody changes. @returns the exports' tokens */
export async function createExports(admin: Pool, count: number): Promise<string[]> {
  const { organizationId, unitIds } = await createOrganization(admin, count);
  const now = new Date();
  const platformId = randomUUID();
  const listingIds = unitIds.map(() => randomUUID());
  const tokens = unitIds.map(() => randomBytes(32).toString('base64url'));
  await admin.query(
    `INSERT INTO gateway.ota_platforms (id, organization_id, key, name, type, created_at)
     VALUES ($1, $2, 'airbnb', 'Airbnb', 'ical', $3)`,
    [platformId, organizationId, now],
  );
  await admin.query(
    `INSERT INTO gateway.listings (id, organization_id, unit_id, platform_id, mode, created_at, updated_at)
     SELECT id, $1, unit_id, $2, 'ical', $3, $3 FROM unnest($4::uuid[], $5::uuid[]) AS l (id, unit_id)`,
    [organizationId, platformId, now, listingIds, unitIds],
  );
  await admin.query(
    `INSERT INTO gateway.export_tokens (organization_id, listing_id, token_hash, token_encrypted, token_hint, created_at)
     SELECT $1, listing_id, token_hash, '', 'test', $2 FROM unnest($3::uuid[], $4::bytea[]) AS t (listing_id, token_hash)`,
    [organizationId, now, listingIds, tokens.map((token) => createHash('sha256').update(token).digest())],
  );
  for (const unitId of unitIds) await createStays(admin, organizationId, unitId, now);
  return tokens;
}

/** Held nights as conflict-service writes them, at version 1 of the calendar. */
async function createStays(admin: Pool, organizationId: string, unitId: string, now: Date): Promise<void> {
  const today = now.toISOString().slice(0, 10);
  const ids = Array.from({ length: stays }, () => randomUUID());
  const from = ids.map((_, at) => addNights(today, at * 5));
  const to = from.map((checkIn) => addNights(checkIn, 3));
  await admin.query(
    `WITH held AS (SELECT * FROM unnest($4::uuid[], $5::date[], $6::date[]) AS h (id, check_in, check_out)), booked AS (
       INSERT INTO availability.bookings (id, organization_id, unit_id, source, kind, status, check_in, check_out, reason,
         created_at, updated_at)
       SELECT id, $1, $2, 'direct', 'stay', 'active', check_in, check_out, 'Direct booking', $3, $3 FROM held RETURNING id)
     INSERT INTO availability.availability_locks (organization_id, unit_id, booking_id, check_in, check_out, created_at)
     SELECT $1, $2, booked.id, check_in, check_out, $3 FROM held JOIN booked USING (id)`,
    [organizationId, unitId, now, ids, from, to],
  );
  await admin.query(
    `INSERT INTO availability.unit_calendars (unit_id, organization_id, version, changed_at) VALUES ($1, $2, 1, $3)`,
    [unitId, organizationId, now],
  );
}
