import { withOrganization } from '@roomnight/database/tenant';
import type { BookingCancellationInput, CancellationAnswer } from '@roomnight/contracts/booking';
import { changeCalendar } from './change-calendar.ts';
import { loadBookings } from './load-bookings.ts';
import { lockUnits } from './lock-units.ts';
import { retryLostRaces } from './retry.ts';
import type { Service } from './service.ts';

/**
 * Cancels a booking or releases a block that was made here. Its nights go, in the same transaction, to bookings that
 * still want them.
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
      if (before.source === 'import') return { kind: 'ownedByPlatform', bookingId };
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
