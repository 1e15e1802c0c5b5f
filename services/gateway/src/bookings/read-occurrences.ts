import type { EntityManager } from '@mikro-orm/postgresql';
import { overlaps, type Stay } from '@roomnight/calendar/stay';
import { AvailabilityLock } from '@roomnight/database/entities/availability-lock';
import { Unit } from '@roomnight/database/entities/unit';

/** One time a recurring block closes nights, or would. */
export interface Occurrence extends Stay {
  /** The block it is; null in a preview, and while taken nights leave it out. */
  readonly bookingId: string | null;
  /** Who else holds nights of it. */
  readonly held: readonly AvailabilityLock[];
}

/** @param stays by check-in, none overlapping another */
export async function readOccurrences(
  em: EntityManager,
  unitId: string,
  stays: readonly (Stay & { readonly bookingId?: string | null | undefined })[],
): Promise<Occurrence[]> {
  const [first, last] = [stays.at(0), stays.at(-1)];
  if (first === undefined || last === undefined) return [];
  const parts = await em.find(Unit, { parentUnitId: unitId });
  const locks = await em.find(
    AvailabilityLock,
    {
      unitId: [unitId, ...parts.map(({ id }) => id)],
      checkIn: { $lt: last.checkOut },
      checkOut: { $gt: first.checkIn },
    },
    { orderBy: { checkIn: 'asc', id: 'asc' } },
  );
  return stays.map(({ checkIn, checkOut, bookingId = null }) => ({
    checkIn,
    checkOut,
    bookingId,
    held: locks.filter((lock) => lock.bookingId !== bookingId && overlaps(lock, { checkIn, checkOut })),
  }));
}
