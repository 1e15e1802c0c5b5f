import { withOrganization } from '@roomnight/database/tenant';
import type { BookingCancellationInput, CancellationAnswer } from '@roomnight/contracts/booking';
import type { ClientBase } from 'pg';
import type { BookingRecord } from './booking-record.ts';
import { changeCalendar } from './change-calendar.ts';
import { loadBookings } from './load-bookings.ts';
import { lockUnits } from './lock-units.ts';
import { retryLostRaces } from './retry.ts';
import type { Service } from './service.ts';

/**
 * Cancels a booking or releases a block that was made here, or that came from a listing that is deleted. Its nights
 * go, in the same transaction, to bookings that still want them.
 */
export function cancelBooking(
  { pool, clock }: Service,
  input: BookingCancellationInput,
): Promise<CancellationAnswer> {
  const { organizationId, bookingId, cancelledBy, reason } = input;
  return retryLostRaces(() =>
    withOrganization(pool, organizationId, async (tx): Promise<CancellationAnswer> => {
      const scope = await lockUnits(tx, 'booking', bookingId);
      const before = (await loadBookings(tx, [bookingId])).get(bookingId)?.booking;
      if (before === undefined) return { kind: 'notFound' };
      if (await feedDecides(tx, before)) return { kind: 'ownedByPlatform', bookingId };
      if (before.status === 'cancelled') return { kind: 'alreadyCancelled', bookingId };
      const now = clock();
      await changeCalendar(tx, {
        organizationId,
        scope,
        bookings: [
          { before, after: { ...before, status: 'cancelled', cancelledAt: now, cancelReason: reason } },
        ],
        actor: { kind: 'user', id: cancelledBy },
        now,
      });
      return { kind: 'cancelled', bookingId };
    }),
  );
}

/** Whether a feed would bring the booking back, and takes it away by itself: not once its listing is deleted. */
async function feedDecides(tx: ClientBase, { source, listingId }: BookingRecord): Promise<boolean> {
  if (source !== 'import') return false;
  const { rowCount } = await tx.query({
    name: 'feed-decides',
    text: `SELECT FROM gateway.listings WHERE id = $1 AND status <> 'deleted'`,
    values: [listingId],
  });
  return rowCount !== 0;
}
