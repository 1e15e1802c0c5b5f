import type { ClientBase } from 'pg';
import type { BookingRecord, Guest } from './booking-record.ts';

/** A booking with its guest. */
export interface KnownBooking {
  booking: BookingRecord;
  guest: Guest | null;
}

/** Bookings by id, cancelled ones too. */
export async function loadBookings(
  tx: ClientBase,
  ids: readonly string[],
): Promise<Map<string, KnownBooking>> {
  const { rows } = await tx.query<BookingRecord & { guest: Guest | null }>({
    name: 'bookings',
    text: `SELECT b.id, b.unit_id AS "unitId", b.listing_id AS "listingId", b.source, b.kind, b.status, b.tentative,
             b.check_in AS "checkIn", b.check_out AS "checkOut", b.reason, b.created_at AS "createdAt",
             b.cancelled_at AS "cancelledAt", b.cancel_reason AS "cancelReason", b.ical_uid AS "icalUid",
             b.cannot_tell AS "cannotTell", b.nights_since AS "nightsSince",
             b.last_change_set_id AS "lastChangeSetId", b.last_synced_at AS "lastSyncedAt",
             CASE WHEN g.booking_id IS NOT NULL THEN json_build_object('name', g.name, 'email', g.email, 'phone', g.phone,
               'phoneLast4', g.phone_last4, 'reservationCode', g.reservation_code) END AS guest
           FROM availability.bookings b LEFT JOIN availability.guests g ON g.booking_id = b.id
           WHERE b.id = ANY($1::uuid[])`,
    values: [ids],
  });
  return new Map(rows.map(({ guest, ...booking }) => [booking.id, { booking, guest }]));
}
