import { isNight } from '@roomnight/calendar/night';
import type { Resolution } from '@roomnight/contracts/resolution';
import type { Fact, Scope } from './fact.ts';

/** The bookings of a conflict. */
export interface Pair {
  readonly firstBookingId: string;
  /** Null where it is about one booking and a listing. */
  readonly secondBookingId: string | null;
}

/**
 * Why a resolution is none of this conflict's, in a sentence; undefined if it can be chosen. Whether nights are free is
 * looked at when the step is done, because they may be sold until then.
 *
 * @param bookings the conflict's, and all that the resolution names
 * @param scope the units that the resolution names
 */
export function faultOfResolution(
  resolution: Resolution,
  pair: Pair,
  bookings: ReadonlyMap<string, Fact & { status: string }>,
  scope: Scope,
): string | undefined {
  const isOne = (id: string): boolean => id === pair.firstBookingId || id === pair.secondBookingId;
  const kindOf = (id: string): string | undefined => bookings.get(id)?.kind;
  const isThere = (unitId: string): boolean => scope.has(unitId);
  switch (resolution.kind) {
    case 'cancel':
      if (!isOne(resolution.bookingId)) return NOT_OF_IT;
      return kindOf(resolution.bookingId) === 'stay' ? undefined : 'A block is released, not cancelled.';
    case 'releaseBlock':
      if (!isOne(resolution.bookingId)) return NOT_OF_IT;
      return kindOf(resolution.bookingId) === 'block' ? undefined : 'A stay is cancelled, not released.';
    case 'changeDates': {
      const { bookingId, checkIn, checkOut } = resolution;
      if (!isOne(bookingId)) return NOT_OF_IT;
      const isStay = isNight(checkIn) && isNight(checkOut) && checkIn < checkOut;
      return isStay ? undefined : 'The check-out must come after the check-in.';
    }
    case 'move':
      if (!resolution.moves.some(({ bookingId }) => isOne(bookingId))) return NOT_OF_IT;
      if (!resolution.moves.every(({ bookingId }) => bookings.get(bookingId)?.status === 'active')) {
        return 'One of the bookings to be moved is not there any more.';
      }
      return resolution.moves.every(({ unitId }) => isThere(unitId)) ? undefined : NO_UNIT;
    case 'split': {
      const { bookingId, parts } = resolution;
      const stay = bookings.get(bookingId);
      if (!isOne(bookingId) || stay === undefined) return NOT_OF_IT;
      if (!parts.every(({ unitId }) => isThere(unitId))) return NO_UNIT;
      const ends = [stay.checkIn, ...parts.map(({ checkOut }) => checkOut)];
      const isWhole =
        parts.length > 1 &&
        parts.every(({ checkIn, checkOut }, at) => checkIn === ends[at] && checkIn < checkOut) &&
        ends.at(-1) === stay.checkOut;
      return isWhole ? undefined : 'The parts must follow one another and have all nights of the stay.';
    }
    case 'sameBooking': {
      const { bookingId, otherBookingId } = resolution;
      if (!isOne(bookingId) || !isOne(otherBookingId) || bookingId === otherBookingId) return NOT_OF_IT;
      const isOneUnit = bookings.get(bookingId)?.unitId === bookings.get(otherBookingId)?.unitId;
      return isOneUnit ? undefined : 'The two are of different units, so they are not the same booking.';
    }
  }
}

const NOT_OF_IT = 'That is not a booking of this conflict.';
const NO_UNIT = 'This organization has no such unit.';
