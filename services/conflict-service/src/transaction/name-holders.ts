import type { ClientBase } from 'pg';
import type { TakenNights } from '@roomnight/contracts/booking';
import { formatInstantWithDayIst } from '@roomnight/calendar/format';
import type { Lock } from '../rules/fact.ts';

/** Says who holds locks in words and without a guest's name, because the answer goes through Temporal. */
export async function nameHolders(tx: ClientBase, locks: readonly Lock[]): Promise<TakenNights[]> {
  const name = await readHolders(tx, locks);
  return locks.map(name);
}

/** Reads who holds some locks; what it gives names the holder of each. */
export async function readHolders(
  tx: ClientBase,
  locks: readonly Lock[],
): Promise<(lock: Lock) => TakenNights> {
  const { rows } = await tx.query<{ id: string; holder: string }>({
    name: 'holders-in-words',
    text: HOLDERS,
    values: [[...new Set(locks.map((lock) => lock.bookingId))]],
  });
  const holders = new Map(rows.map(({ id, holder }) => [id, holder]));
  return ({ expiresAt, ...lock }) => ({
    ...lock,
    holder: expiresAt
      ? `hold until ${formatInstantWithDayIst(expiresAt)}`
      : (holders.get(lock.bookingId) ?? 'another booking'),
  });
}

const HOLDERS = `
  SELECT b.id, CASE WHEN b.listing_id IS NOT NULL THEN p.name || ' ' || b.kind
      WHEN b.kind = 'block' THEN 'owner block' ELSE 'direct booking' END AS holder
  FROM availability.bookings b LEFT JOIN gateway.listings l ON l.id = b.listing_id
  LEFT JOIN gateway.ota_platforms p ON p.id = l.platform_id WHERE b.id = ANY($1::uuid[])`;
