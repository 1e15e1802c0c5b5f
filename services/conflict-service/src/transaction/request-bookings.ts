import { randomUUID } from 'node:crypto';
import type { ClaimAnswer } from '@roomnight/contracts/booking';
import { ENTERED_HERE, type BookingChange } from './booking-record.ts';
import type { Request } from './load-requests.ts';

/** A request becomes the booking of the same id, and one more for each further unit. */
export function bookingsOf(request: Request, isFree: boolean, now: Date): BookingChange[] {
  const first = bookingOf(request, isFree, now);
  return [
    first,
    ...request.alsoUnitIds.map((unitId) => ({
      ...first,
      // The value is that of all of them.
      after: { ...first.after, id: randomUUID(), unitId, valuePaise: null },
    })),
  ];
}

function bookingOf(request: Request, isFree: boolean, now: Date): BookingChange {
  const { id, unitId, listingId, kind, checkIn, checkOut, platform, reason, guest, holdMinutes, valuePaise } =
    request;
  const override = isFree ? null : request.overrideReason;
  const given = kind === 'block' ? 'Closed by hand' : 'Direct booking';
  const sold = platform === null ? given : `Sold on ${platform}, entered by hand`;
  return {
    after: {
      ...ENTERED_HERE,
      id,
      unitId,
      listingId,
      kind,
      checkIn,
      checkOut,
      reason: override === null ? (reason ?? sold) : `Booked over taken nights: ${override}`,
      createdAt: now,
      // Entered by hand it may have been sold long ago.
      nightsSince: platform === null ? now : null,
      heldUntil: holdMinutes === null ? null : new Date(now.getTime() + holdMinutes * 60_000),
      valuePaise,
    },
    ...(override !== null && {
      why: 'A member booked it over taken nights, an override; why is on the booking.',
    }),
    guest: Object.values(guest).some((field) => field !== null) ? guest : undefined,
  };
}

export function accepted(bookings: readonly BookingChange[]): ClaimAnswer {
  const [first, ...also] = bookings.map(({ after }) => after);
  if (first === undefined) throw new Error('a request became no booking');
  const { id: bookingId, heldUntil } = first;
  return {
    kind: 'accepted',
    bookingId,
    ...(also.length > 0 && { alsoBookingIds: also.map(({ id }) => id) }),
    ...(heldUntil !== null && { heldUntil: heldUntil.toISOString() }),
  };
}
