import type { ClientBase } from 'pg';
import type { TakenNights } from '@roomnight/contracts/booking';
import { formatInstantWithDayIst } from '@roomnight/calendar/format';
import type { Lock } from '../rules/fact.ts';

/** A lock with its holder in the words of {@link HOLDER}. */
export type HeldLock = Lock & { holder: string };

/** Says who holds locks in words and without a guest's name, because the answer goes through Temporal. */
export async function nameHolders(tx: ClientBase, locks: readonly Lock[]): Promise<TakenNights[]> {
  const { rows } = await tx.query<{ id: string; holder: string }>({
    name: 'holders-in-words',
    text: `SELECT b.id, ${HOLDER} AS holder FROM availability.bookings b WHERE b.id = ANY($1::uuid[])`,
    values: [locks.map((lock) => lock.bookingId)],
  });
  const holders = new Map(rows.map(({ id, holder }) => [id, holder]));
  return locks.map((lock) =>
    takenNights({ ...lock, holder: holders.get(lock.bookingId) ?? 'another booking' }),
  );
}

export function takenNights({ expiresAt, holder, ...nights }: HeldLock): TakenNights {
  return { ...nights, holder: expiresAt ? `hold until ${formatInstantWithDayIst(expiresAt)}` : holder };
}

/** SQL of what the booking `b` is, in words. */
export const HOLDER = `CASE WHEN b.listing_id IS NOT NULL THEN (
    SELECT p.name || ' ' || b.kind FROM gateway.listings s JOIN gateway.ota_platforms p ON p.id = s.platform_id
    WHERE s.id = b.listing_id)
  WHEN b.kind = 'block' THEN 'owner block' ELSE 'direct booking' END`;
