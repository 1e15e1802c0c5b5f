import type { ClientBase } from 'pg';
import type { BookingRecord, Guest } from './booking-record.ts';

/** A booking with its guest. */
export interface KnownBooking {
  booking: BookingRecord;
  guest: Guest | null;
  /** Its listing is deleted, and the asking one took its place: the same unit on the same account. */
  isLeftBehind: boolean;
}

/**
 * Bookings by id, cancelled ones too. Each is looked up by itself: most ids of a new feed are of no booking yet.
 *
 * @param listingId the listing whose feed asks for them
 */
export async function loadBookings(
  tx: ClientBase,
  ids: readonly string[],
  listingId?: string,
): Promise<Map<string, KnownBooking>> {
  const { rows } = await tx.query<BookingRecord & Omit<KnownBooking, 'booking'>>({
    name: 'bookings',
    text: `SELECT b.id, b.unit_id AS "unitId", b.assigned_unit_id AS "assignedUnitId", b.listing_id AS "listingId", b.source, b.kind, b.status, b.tentative,
             b.check_in AS "checkIn", b.check_out AS "checkOut", b.reason, b.created_at AS "createdAt",
             b.cancelled_at AS "cancelledAt", b.cancel_reason AS "cancelReason", b.ical_uid AS "icalUid",
             b.cannot_tell AS "cannotTell", b.nights_since AS "nightsSince", b.held_until AS "heldUntil", b.value_paise AS "valuePaise",
             b.last_change_set_id AS "lastChangeSetId", b.last_synced_at AS "lastSyncedAt",
             CASE WHEN g.booking_id IS NOT NULL THEN json_build_object('name', g.name, 'email', g.email, 'phone', g.phone,
               'phoneLast4', g.phone_last4, 'reservationCode', g.reservation_code) END AS guest,
             EXISTS (SELECT FROM gateway.listings old JOIN gateway.listings asking
               ON asking.unit_id = old.unit_id AND asking.platform_id = old.platform_id
               WHERE old.id = b.listing_id AND old.status = 'deleted' AND asking.id = $2) AS "isLeftBehind"
           FROM unnest($1::uuid[]) AS asked (id)
             CROSS JOIN LATERAL (SELECT * FROM availability.bookings WHERE id = asked.id OFFSET 0) AS b
             LEFT JOIN availability.guests g ON g.booking_id = b.id`,
    values: [ids, listingId ?? null],
  });
  return new Map(
    rows.map(({ guest, isLeftBehind, ...booking }) => [booking.id, { booking, guest, isLeftBehind }]),
  );
}
