import { overlaps, type Stay } from '@roomnight/calendar/stay';
import { earlierNight, laterNight } from '@roomnight/calendar/night';
import type { ClientBase } from 'pg';
import type { Lock, StoredLock } from '../rules/fact.ts';
import { LOCKS } from './load-calendar.ts';

/** What other bookings hold of a booking's nights. */
export async function loadTaken(
  tx: ClientBase,
  leaves: readonly string[],
  { id, checkIn, checkOut }: Stay & { id: string },
): Promise<Lock[]> {
  const { rows } = await tx.query<StoredLock>({
    name: 'locks',
    text: LOCKS,
    values: [leaves, checkIn, checkOut],
  });
  return rows
    .filter((lock) => lock.bookingId !== id && overlaps(lock, { checkIn, checkOut }))
    .map(({ unitId, bookingId, expiresAt, ...lock }) => ({
      unitId,
      bookingId,
      expiresAt,
      checkIn: laterNight(lock.checkIn, checkIn),
      checkOut: earlierNight(lock.checkOut, checkOut),
    }));
}
