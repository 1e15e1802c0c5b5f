import { builder } from './builder.ts';
import { BookingRef } from './refs.ts';

/** A result that is the booking as it is now. */
export function bookingSuccess(name: string, description: string) {
  return builder.objectRef<{ bookingId: string }>(name).implement({
    description,
    fields: (t) => ({
      booking: t.field({
        type: BookingRef,
        description: 'As it is now.',
        resolve: ({ bookingId }) => bookingId,
      }),
    }),
  });
}
