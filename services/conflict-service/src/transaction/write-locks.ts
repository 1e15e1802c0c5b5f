import type { ClientBase } from 'pg';
import { together } from '@roomnight/database/together';
import type { SharedNights } from '../rules/share-nights.ts';

/** The constraint that no two locks of a unit overlap. */
export const ONE_OWNER = 'one_owner_a_night';

/**
 * Writes the new shares: first what was given up goes, then what was gained comes. What only gets another end stays.
 *
 * @throws what PostgreSQL says of the constraint {@link ONE_OWNER} where nights that were free under the units' locks are
 *   taken after all: something wrote around the one path there is. Nothing of the transaction stays.
 */
export async function writeLocks(
  tx: ClientBase,
  organizationId: string,
  { dropped, added, renewed }: SharedNights,
  now: Date,
): Promise<void> {
  await together([
    ...(dropped.length > 0 ? [dropLocks(tx, dropped)] : []),
    ...(renewed.length > 0 ? [renewLocks(tx, renewed)] : []),
    ...(added.length > 0 ? [addLocks(tx, organizationId, added, now)] : []),
  ]);
}

async function dropLocks(tx: ClientBase, dropped: SharedNights['dropped']): Promise<void> {
  await tx.query({
    name: 'drop-locks',
    text: 'DELETE FROM availability.availability_locks WHERE id = ANY($1::uuid[])',
    values: [dropped.map((lock) => lock.id)],
  });
}

async function renewLocks(tx: ClientBase, renewed: SharedNights['renewed']): Promise<void> {
  await tx.query({
    name: 'renew-locks',
    text: `UPDATE availability.availability_locks l SET expires_at = renewed.expires_at
           FROM unnest($1::uuid[], $2::timestamptz[]) AS renewed (id, expires_at) WHERE l.id = renewed.id`,
    values: [renewed.map(({ id }) => id), renewed.map(({ expiresAt }) => expiresAt)],
  });
}

async function addLocks(
  tx: ClientBase,
  organizationId: string,
  added: SharedNights['added'],
  now: Date,
): Promise<void> {
  await tx.query({
    name: 'add-locks',
    text: ADD,
    values: [
      organizationId,
      now,
      added.map((lock) => lock.unitId),
      added.map((lock) => lock.bookingId),
      added.map((lock) => lock.checkIn),
      added.map((lock) => lock.checkOut),
      added.map((lock) => lock.expiresAt),
    ],
  });
}

const ADD = `
  INSERT INTO availability.availability_locks (organization_id, created_at, unit_id, booking_id, check_in, check_out,
    expires_at)
  SELECT $1::uuid, $2::timestamptz, * FROM unnest($3::uuid[], $4::uuid[], $5::date[], $6::date[], $7::timestamptz[])`;
