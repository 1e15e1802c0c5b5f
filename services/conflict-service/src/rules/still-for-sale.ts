import { intersection } from '@roomnight/calendar/stay';
import type { FactChange } from './fact.ts';
import type { Finding } from './finding.ts';
import type { StoredConflict } from './settle-conflicts.ts';

/**
 * What remains of the open `potential` conflicts of changed bookings. That a platform can sell nights is not seen in the
 * calendar: the next round looks at that. Here they end with their booking, and never outlast its nights.
 *
 * @param known conflicts of the changed facts
 */
export function stillForSale(changes: readonly FactChange[], known: readonly StoredConflict[]): Finding[] {
  const after = new Map(changes.flatMap(({ after: fact }) => (fact ? [[fact.id, fact] as const] : [])));
  return known.flatMap(({ kind, status, firstBookingId, listingId, ...stored }): Finding[] => {
    const first = after.get(firstBookingId);
    if (kind !== 'potential' || status === 'resolved' || first?.kind !== 'stay') return [];
    const nights = intersection(stored, first);
    if (nights === undefined) return [];
    return [{ kind, first, second: null, listingId, unitId: first.unitId, nights }];
  });
}
