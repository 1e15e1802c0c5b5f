import type { Pool } from 'pg';
import { addNights } from '@roomnight/calendar/night';
import type { Organization } from './organization.ts';

/** Bookings of one night, every second night of each unit: between any two of them one night is free. */
export async function createBookings(
  admin: Pool,
  { organizationId, unitIds }: Organization,
  first: string,
  bookings: number,
): Promise<void> {
  const nights = Array.from({ length: bookings }, (_, at) => addNights(first, at * 2));
  for (const unitId of unitIds) {
    await admin.query(
      `WITH held AS (SELECT uuidv7() AS id, night FROM unnest($4::date[]) AS night), booked AS (
         INSERT INTO availability.bookings (id, organization_id, unit_id, source, kind, status, check_in, check_out,
           reason, created_at, updated_at)
         SELECT id, $1, $2, 'direct', 'stay', 'active', night, night + 1, 'Direct booking', $3, $3 FROM held
         RETURNING id, check_in, check_out)
       INSERT INTO availability.availability_locks (organization_id, unit_id, booking_id, check_in, check_out, created_at)
       SELECT $1, $2, id, check_in, check_out, $3 FROM booked`,
      [organizationId, unitId, new Date(), nights],
    );
  }
}
