import { sameStay } from '@roomnight/calendar/stay';
import type { Fact, FactChange } from './fact.ts';
import type { Finding } from './finding.ts';
import type { StoredConflict } from './settle-conflicts.ts';
import type { Terms } from './terms.ts';

/**
 * Changed stays that were sold on a listing that is paused or deleted. What was sold before it was closed is none: only
 * nights that came while it is closed are, and stay so until it is open again.
 *
 * @param known conflicts of the changed facts
 */
export function findClosedListings(
  changes: readonly FactChange[],
  terms: Terms,
  known: readonly StoredConflict[],
): Finding[] {
  const open = new Set(
    known
      .filter(({ kind, status }) => kind === 'closed_listing' && status !== 'resolved')
      .map(({ firstBookingId, listingId }) => `${firstBookingId} ${listingId}`),
  );
  return changes.flatMap(({ before, after }): Finding[] => {
    if (after?.kind !== 'stay' || after.listingId === null) return [];
    const { listingId, unitId, checkIn, checkOut } = after;
    if (terms.get(listingId)?.isClosed !== true) return [];
    if (!cameWith(before, after) && !open.has(`${after.id} ${listingId}`)) return [];
    return [
      {
        kind: 'closed_listing',
        first: after,
        second: null,
        listingId,
        unitId,
        nights: { checkIn, checkOut },
      },
    ];
  });
}

/** Whether the change brought this sale of the listing's. */
function cameWith(before: Fact | undefined, after: Fact): boolean {
  if (before === undefined || before.kind !== after.kind) return true;
  return before.listingId !== after.listingId || !sameStay(before, after);
}
