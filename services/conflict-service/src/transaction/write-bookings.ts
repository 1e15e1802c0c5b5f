import type { ClientBase } from 'pg';
import { together } from '@roomnight/database/together';
import type { BookingChange, BookingRecord, Guest } from './booking-record.ts';

/** Writes bookings and their guests, new and changed alike, in one statement each. */
export async function writeBookings(
  tx: ClientBase,
  organizationId: string,
  changes: readonly BookingChange[],
  now: Date,
): Promise<void> {
  if (changes.length === 0) return;
  const guests = changes.flatMap(({ after, guest }) =>
    guest === undefined ? [] : [{ id: after.id, guest }],
  );
  const values = bookingValues(organizationId, changes, now);
  const sent = [tx.query({ name: 'write-bookings', text: BOOKINGS, values })];
  if (guests.length > 0) {
    sent.push(tx.query({ name: 'write-guests', text: GUESTS, values: guestValues(organizationId, guests) }));
  }
  await together(sent);
}

const BOOKINGS = `
  INSERT INTO availability.bookings AS b (organization_id, updated_at, id, unit_id, listing_id, source, kind, status,
    tentative, check_in, check_out, reason, created_at, cancelled_at, cancel_reason, ical_uid, last_change_set_id,
    last_synced_at, cannot_tell, nights_since, held_until, value_paise)
  SELECT $1::uuid, $2::timestamptz, * FROM unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::text[],
    $8::text[], $9::boolean[], $10::date[], $11::date[], $12::text[], $13::timestamptz[], $14::timestamptz[],
    $15::text[], $16::text[], $17::uuid[], $18::timestamptz[], $19::boolean[], $20::timestamptz[], $21::timestamptz[], $22::int[])
  ON CONFLICT (id) DO UPDATE SET updated_at = excluded.updated_at, unit_id = excluded.unit_id,
    assigned_unit_id = CASE WHEN b.unit_id = excluded.unit_id THEN b.assigned_unit_id END,
    listing_id = excluded.listing_id, kind = excluded.kind, status = excluded.status,
    tentative = excluded.tentative, check_in = excluded.check_in, check_out = excluded.check_out,
    reason = excluded.reason, cancelled_at = excluded.cancelled_at, cancel_reason = excluded.cancel_reason,
    ical_uid = excluded.ical_uid, last_change_set_id = excluded.last_change_set_id,
    last_synced_at = excluded.last_synced_at, cannot_tell = excluded.cannot_tell, nights_since = excluded.nights_since,
    held_until = excluded.held_until, value_paise = excluded.value_paise`;

function bookingValues(organizationId: string, changes: readonly BookingChange[], now: Date): unknown[] {
  const column = (field: keyof BookingRecord): unknown[] => changes.map(({ after }) => after[field] ?? null);
  return [
    organizationId,
    now,
    ...(
      [
        'id',
        'unitId',
        'listingId',
        'source',
        'kind',
        'status',
        'tentative',
        'checkIn',
        'checkOut',
        'reason',
        'createdAt',
        'cancelledAt',
        'cancelReason',
        'icalUid',
        'lastChangeSetId',
        'lastSyncedAt',
        'cannotTell',
        'nightsSince',
        'heldUntil',
        'valuePaise',
      ] as const
    ).map(column),
  ];
}

/** What a later reading of the feed no longer says of a guest is kept. */
const GUESTS = `
  INSERT INTO availability.guests AS g (organization_id, booking_id, name, email, phone, phone_last4, reservation_code)
  SELECT $1::uuid, * FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
  ON CONFLICT (booking_id) DO UPDATE SET name = coalesce(excluded.name, g.name),
    email = coalesce(excluded.email, g.email), phone = coalesce(excluded.phone, g.phone),
    phone_last4 = coalesce(excluded.phone_last4, g.phone_last4),
    reservation_code = coalesce(excluded.reservation_code, g.reservation_code)`;

function guestValues(organizationId: string, guests: readonly { id: string; guest: Guest }[]): unknown[] {
  const column = (field: keyof Guest): unknown[] => guests.map(({ guest }) => guest[field] ?? null);
  return [
    organizationId,
    guests.map(({ id }) => id),
    ...(['name', 'email', 'phone', 'phoneLast4', 'reservationCode'] as const).map(column),
  ];
}
