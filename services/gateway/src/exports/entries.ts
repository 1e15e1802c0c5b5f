import type { ExportEntry } from '@roomnight/platforms/export';
import { nightSet, subtract } from '@roomnight/calendar/night-set';
import type { Stay } from '@roomnight/calendar/stay';

/** Nights one booking holds on one leaf of the listing's unit. */
export interface HeldNights extends Stay {
  bookingId: string;
  kind: 'stay' | 'block';
  /** The listing that sold them; null for a direct booking. */
  listingId: string | null;
  changedAt: Date;
}

/** The nights to close on a listing's platform: an entry for each unbroken run of a booking's nights. */
export function exportEntries(
  listingId: string,
  held: readonly HeldNights[],
  soldHere: readonly Stay[],
  from: string,
): ExportEntry[] {
  // What this platform sold itself is never sent back to it, not even when another booking won those nights.
  const ownNights = nightSet(soldHere);
  const byBooking = Map.groupBy(
    held.filter((nights) => nights.listingId !== listingId && nights.checkOut > from),
    ({ bookingId }) => bookingId,
  );
  return [...byBooking.values()].flatMap((pieces) => entriesOfBooking(pieces, ownNights));
}

/** The parts of a villa hold the same nights: they are merged into one entry. */
function entriesOfBooking(pieces: readonly HeldNights[], ownNights: readonly Stay[]): ExportEntry[] {
  const [first] = pieces;
  if (!first) return [];
  return subtract(nightSet(pieces), ownNights).map((stay, at) => ({
    ...stay,
    uid: `${first.bookingId}${at === 0 ? '' : `-${at + 1}`}@roomnight`,
    kind: first.kind,
    changedAt: first.changedAt,
  }));
}
