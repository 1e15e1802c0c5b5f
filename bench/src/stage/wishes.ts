import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { analyze } from './analyze.ts';
import type { Organization } from './organization.ts';

/** Nights somebody asks for. */
export interface Wish {
  readonly requestId: string;
  readonly unitId: string;
  readonly checkIn: string;
  readonly checkOut: string;
}

type Nights = Omit<Wish, 'requestId'>;

/** Writes down direct bookings that nobody has claimed yet, as the gateway does before it asks for them. */
export async function createWishes(
  admin: Pool,
  { organizationId, userId }: Organization,
  nights: readonly Nights[],
): Promise<Wish[]> {
  const wishes = nights.map((each) => ({ ...each, requestId: randomUUID() }));
  await admin.query(
    `INSERT INTO gateway.booking_requests (id, organization_id, idempotency_key, body_hash, kind, unit_id, check_in,
       check_out, guest_name, requested_by, requested_at)
     SELECT id, $1, id::text, 'hash', 'stay', unit_id, check_in, check_out, 'Asha Rao', $2, $3
     FROM unnest($4::uuid[], $5::uuid[], $6::date[], $7::date[]) AS w (id, unit_id, check_in, check_out)`,
    [
      organizationId,
      userId,
      new Date(),
      wishes.map(({ requestId }) => requestId),
      wishes.map(({ unitId }) => unitId),
      wishes.map(({ checkIn }) => checkIn),
      wishes.map(({ checkOut }) => checkOut),
    ],
  );
  await analyze(admin);
  return wishes;
}
