import type { ClientBase } from 'pg';
import { together } from '@roomnight/database/together';
import type { Lock } from '../rules/fact.ts';
import type { SharedNights } from '../rules/share-nights.ts';

/**
 * Nights that were free under the units' locks are taken after all: something wrote around the one path there is.
 * The constraint held; nothing of the transaction stays, and the next attempt sees the holder.
 */
export class NightsAlreadyHeld extends Error {
  override readonly name = 'NightsAlreadyHeld';
  readonly holders: readonly Lock[];

  constructor(holders: readonly Lock[]) {
    const named = holders.map(
      (lock) => `${lock.checkIn} to ${lock.checkOut} of unit ${lock.unitId} by booking ${lock.bookingId}`,
    );
    super(`nights are held already: ${named.join('; ')}`);
    this.holders = holders;
  }
}

/**
 * Writes the new shares: first what was given up goes, then what was gained comes. What only gets another end stays.
 *
 * @throws {NightsAlreadyHeld}
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
  const columns = [
    added.map((lock) => lock.unitId),
    added.map((lock) => lock.bookingId),
    added.map((lock) => lock.checkIn),
    added.map((lock) => lock.checkOut),
  ];
  const { rowCount } = await tx.query({
    name: 'add-locks',
    text: ADD,
    values: [organizationId, now, ...columns, added.map((lock) => lock.expiresAt)],
  });
  if (rowCount === added.length) return;
  const holders = await tx.query<Lock>({ name: 'holders', text: HOLDERS, values: columns });
  throw new NightsAlreadyHeld(holders.rows);
}

const ADD = `
  INSERT INTO availability.availability_locks (organization_id, created_at, unit_id, booking_id, check_in, check_out,
    expires_at)
  SELECT $1::uuid, $2::timestamptz, * FROM unnest($3::uuid[], $4::uuid[], $5::date[], $6::date[], $7::timestamptz[])
  ON CONFLICT ON CONSTRAINT one_owner_a_night DO NOTHING`;

const HOLDERS = `
  SELECT DISTINCT l.unit_id AS "unitId", l.booking_id AS "bookingId", l.check_in AS "checkIn", l.check_out AS "checkOut",
    l.expires_at AS "expiresAt"
  FROM unnest($1::uuid[], $2::uuid[], $3::date[], $4::date[]) AS wanted (unit_id, booking_id, check_in, check_out)
  JOIN availability.availability_locks l ON l.unit_id = wanted.unit_id AND l.booking_id <> wanted.booking_id
    AND l.check_out > wanted.check_in AND l.check_in < wanted.check_out`;
