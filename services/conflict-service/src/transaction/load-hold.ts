import type { HoldDecisionInput } from '@roomnight/contracts/booking';
import type { ClientBase } from 'pg';
import type { BookingRecord, Guest } from './booking-record.ts';
import { notFound } from './failures.ts';
import { loadBookings } from './load-bookings.ts';

/** A booking that was asked for as a hold, whatever it is now. */
interface Hold {
  booking: BookingRecord;
  /** It was asked for under this key, which names its workflow. */
  idempotencyKey: string;
}

/** Undefined if there is no such booking, or it never was a hold. */
export async function loadHold(tx: ClientBase, bookingId: string): Promise<Hold | undefined> {
  const { rows } = await tx.query<{ idempotencyKey: string }>({
    name: 'hold',
    text: `SELECT idempotency_key AS "idempotencyKey" FROM gateway.booking_requests
           WHERE id = $1 AND hold_minutes IS NOT NULL`,
    values: [bookingId],
  });
  const [request] = rows;
  const known = (await loadBookings(tx, [bookingId])).get(bookingId);
  return request && known && { ...request, booking: known.booking };
}

interface HoldRequest {
  requestedBy: string;
  guest: Guest;
}

/** @throws ApplicationFailure `NotFound`, not retryable */
export async function loadHoldRequest(
  tx: ClientBase,
  { requestId, bookingId }: HoldDecisionInput,
): Promise<HoldRequest> {
  const { rows } = await tx.query<HoldRequest>({
    name: 'hold-request',
    text: `SELECT requested_by AS "requestedBy",
             json_build_object('name', guest_name, 'email', guest_email, 'phone', guest_phone) AS guest
           FROM gateway.hold_requests WHERE id = $1 AND booking_id = $2`,
    values: [requestId, bookingId],
  });
  const [request] = rows;
  if (request === undefined) throw notFound('hold request', requestId);
  return request;
}
