import { randomUUID } from 'node:crypto';
import type { Resolution } from '@roomnight/contracts/resolution';
import type { BookingChange, BookingRecord } from './booking-record.ts';
import type { KnownBooking } from './load-bookings.ts';

/** What a chosen resolution makes of the bookings it is about, where Roomnight does it. */
export function afterStep(
  resolution: Resolution,
  known: readonly KnownBooking[],
  now: Date,
): BookingChange[] {
  return known.flatMap(({ booking, guest }): BookingChange[] => {
    const changed = (fields: Partial<BookingRecord>): BookingChange[] => [
      { before: booking, after: { ...booking, ...fields } },
    ];
    switch (resolution.kind) {
      case 'cancel':
      case 'releaseBlock':
        return changed({
          status: 'cancelled',
          cancelledAt: now,
          cancelReason: 'Given up to end a conflict.',
        });
      case 'move': {
        const move = resolution.moves.find(({ bookingId }) => bookingId === booking.id);
        return move === undefined ? [] : changed({ unitId: move.unitId, assignedUnitId: null });
      }
      case 'changeDates':
        return changed({ checkIn: resolution.checkIn, checkOut: resolution.checkOut, nightsSince: now });
      case 'split': {
        const [first, ...rest] = resolution.parts;
        return [
          ...changed({ ...first, nightsSince: now }),
          // The guest goes on to other rooms: a booking of its own for each, with the same guest. The value stays with the first.
          ...rest.map((part) => ({
            after: {
              ...booking,
              ...part,
              id: randomUUID(),
              createdAt: now,
              nightsSince: now,
              valuePaise: null,
            },
            guest: guest ?? undefined,
          })),
        ];
      }
      case 'sameBooking':
        return [];
    }
  });
}
