import type { Night } from '@roomnight/calendar/night';
import { eachNight, type Stay } from '@roomnight/calendar/stay';
import type { Pool } from 'pg';

/** An active booking as our calendar has it. */
export interface Booking extends Stay {
  readonly id: string;
  readonly listingId: string | null;
  readonly kind: 'stay' | 'block';
  readonly cannotTell: boolean;
  readonly icalUid: string | null;
}

/** Our calendar from today on. */
export interface Calendar {
  readonly bookings: readonly Booking[];
  /** Nights that are locked, by unit. */
  readonly locked: ReadonlyMap<string, ReadonlySet<Night>>;
}

export async function readCalendar(admin: Pool, organizationId: string, today: Night): Promise<Calendar> {
  const { rows: bookings } = await admin.query<Booking>({
    name: 'bookings-ahead',
    text: `SELECT id, listing_id AS "listingId", kind, cannot_tell AS "cannotTell", ical_uid AS "icalUid",
             check_in AS "checkIn", check_out AS "checkOut"
           FROM availability.bookings WHERE organization_id = $1 AND status = 'active' AND check_out > $2`,
    values: [organizationId, today],
  });
  const { rows: locks } = await admin.query<Stay & { unitId: string }>({
    name: 'locks-ahead',
    text: `SELECT unit_id AS "unitId", check_in AS "checkIn", check_out AS "checkOut"
           FROM availability.availability_locks WHERE organization_id = $1 AND check_out > $2`,
    values: [organizationId, today],
  });
  const locked = new Map(
    [...Map.groupBy(locks, ({ unitId }) => unitId)].map(([unitId, of]) => [unitId, nightsOf(of, today)]),
  );
  return { bookings, locked };
}

export function bookingsOf({ bookings }: Calendar, listingId: string): Booking[] {
  return bookings.filter((booking) => booking.listingId === listingId);
}

/** Whether it may be a guest's: a stay, or what its platform cannot tell from one. */
export function isGuests({ kind, cannotTell }: Booking): boolean {
  return kind === 'stay' || cannotTell;
}

/** Each night from today on. */
export function nightsOf(stays: Iterable<Stay>, today: Night): Set<Night> {
  return new Set([...stays].flatMap(eachNight).filter((night) => night >= today));
}
