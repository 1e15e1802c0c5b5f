import type { Resolution } from '@roomnight/contracts/resolution';
import { InvalidInput } from '../failures.ts';
import { isId } from '../input.ts';

/** A resolution as a client names it: every kind's parts, all optional. */
export interface ResolutionWish {
  kind: Resolution['kind'];
  bookingId?: string | null | undefined;
  otherBookingId?: string | null | undefined;
  checkIn?: string | null | undefined;
  checkOut?: string | null | undefined;
  moves?: readonly { bookingId: string; unitId: string }[] | null | undefined;
  parts?: readonly { unitId: string; checkIn: string; checkOut: string }[] | null | undefined;
}

/** More moves or parts than any way out has. */
const MOST = 20;

/** @throws {InvalidInput} when the kind misses something, naming the field */
export function readResolution(wish: ResolutionWish): Resolution {
  const { kind } = wish;
  const bookingId = (): string => id('bookingId', wish.bookingId);
  switch (kind) {
    case 'cancel':
    case 'releaseBlock':
      return { kind, bookingId: bookingId() };
    case 'sameBooking':
      return { kind, bookingId: bookingId(), otherBookingId: id('otherBookingId', wish.otherBookingId) };
    case 'changeDates': {
      const { checkIn, checkOut } = wish;
      if (!checkIn) throw new InvalidInput('resolution.checkIn', 'Give the new first night.');
      if (!checkOut || checkOut <= checkIn) {
        throw new InvalidInput('resolution.checkOut', 'The check-out must come after the check-in.');
      }
      return { kind, bookingId: bookingId(), checkIn, checkOut };
    }
    case 'move':
      return {
        kind,
        moves: some('moves', wish.moves).map((move) => ({
          bookingId: id('moves', move.bookingId),
          unitId: id('moves', move.unitId),
        })),
      };
    case 'split':
      return {
        kind,
        bookingId: bookingId(),
        parts: some('parts', wish.parts).map((part) => ({
          unitId: id('parts', part.unitId),
          checkIn: part.checkIn,
          checkOut: part.checkOut,
        })),
      };
  }
}

function id(field: string, given: string | null | undefined): string {
  if (!given || !isId(given)) throw new InvalidInput(`resolution.${field}`, 'This way out needs an id here.');
  return given;
}

function some<T>(field: string, given: readonly T[] | null | undefined): readonly T[] {
  if (!given || given.length === 0 || given.length > MOST) {
    throw new InvalidInput(`resolution.${field}`, `This way out needs 1 to ${MOST} here.`);
  }
  return given;
}
