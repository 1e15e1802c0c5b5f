import type { RecommendationCardFragment, ResolutionInput } from '~/graphql/generated/graphql.ts';

/** A way out as it was offered, told back as what is chosen. */
export function chosenResolution(resolution: RecommendationCardFragment['resolution']): ResolutionInput {
  const { kind, bookingId, otherBookingId, checkIn, checkOut, moves, parts } = resolution;
  return {
    kind,
    bookingId,
    otherBookingId,
    checkIn,
    checkOut,
    ...(moves.length > 0 && {
      moves: moves.map((move) => ({ bookingId: move.bookingId, unitId: move.unit.id })),
    }),
    ...(parts.length > 0 && {
      parts: parts.map(({ unit, ...stay }) => ({
        unitId: unit.id,
        checkIn: stay.checkIn,
        checkOut: stay.checkOut,
      })),
    }),
  };
}
