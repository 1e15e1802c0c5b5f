import { withOrganization } from '@roomnight/database/tenant';
import type { BookingCancellationInput, CancellationAnswer } from '@roomnight/contracts/booking';
import type { ClientBase } from 'pg';
import type { BookingRecord } from './booking-record.ts';
import { changeCalendar } from './change-calendar.ts';
import { notFound } from './failures.ts';
import { loadBookings } from './load-bookings.ts';
import { lockUnits } from './lock-units.ts';
import { retryLostRaces } from './retry.ts';
import type { Service } from './service.ts';

/**
 * Cancels a booking or releases a block that was made here, or that came from a listing that is deleted. Its nights
 * go, in the same transaction, to bookings that still want them.
 *
 * @throws ApplicationFailure `NotFound`, not retryable, when there is no such request for that booking
 */
export function cancelBooking(
  { pool, clock }: Service,
  input: BookingCancellationInput,
): Promise<CancellationAnswer> {
  const { organizationId, bookingId, requestId } = input;
  return retryLostRaces(() =>
    withOrganization(pool, organizationId, async (tx): Promise<CancellationAnswer> => {
      const scope = await lockUnits(tx, 'booking', bookingId);
      const before = (await loadBookings(tx, [bookingId])).get(bookingId)?.booking;
      if (before === undefined) return { kind: 'notFound' };
      if (await feedDecides(tx, before)) return { kind: 'ownedByPlatform', bookingId };
      if (before.status === 'cancelled') return { kind: 'alreadyCancelled', bookingId };
      const request = await loadCancellation(tx, requestId, bookingId);
      const now = clock();
      await changeCalendar(tx, {
        organizationId,
        scope,
        bookings: [
          {
            before,
            after: { ...before, status: 'cancelled', cancelledAt: now, cancelReason: request.reason },
          },
        ],
        actor: { kind: 'user', id: request.requestedBy },
        now,
      });
      return { kind: 'cancelled', bookingId };
    }),
  );
}

async function loadCancellation(
  tx: ClientBase,
  requestId: string,
  bookingId: string,
): Promise<{ reason: string; requestedBy: string }> {
  const { rows } = await tx.query<{ reason: string; requestedBy: string }>({
    name: 'load-cancellation',
    text: `SELECT reason, requested_by AS "requestedBy" FROM gateway.cancellation_requests WHERE id = $1 AND booking_id = $2`,
    values: [requestId, bookingId],
  });
  const request = rows[0];
  if (request === undefined) throw notFound('cancellation request', requestId);
  return request;
}

/** Whether a feed would bring the booking back, and takes it away by itself: not once its listing is deleted. */
export async function feedDecides(tx: ClientBase, { source, listingId }: BookingRecord): Promise<boolean> {
  if (source !== 'import') return false;
  const { rowCount } = await tx.query({
    name: 'feed-decides',
    text: `SELECT FROM gateway.listings WHERE id = $1 AND status <> 'deleted'`,
    values: [listingId],
  });
  return rowCount !== 0;
}
