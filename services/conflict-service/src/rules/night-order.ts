import type { Preferences } from '@roomnight/resolutions/preferences';
import { byRight, isHold, type Fact } from './fact.ts';

/** Whom an organization wants to have a night that is free and that several want. */
export interface NightOrder {
  readonly winner: Preferences['winner'];
  /** Where direct bookings stand among the priorities. */
  readonly directPriority: number;
  /** The priority in conflicts of the unit's listings, by id; a stay moved here from elsewhere counts as a direct one. */
  readonly priorities: ReadonlyMap<string, number>;
}

/** As long as nobody says otherwise. */
export const firstBooked: NightOrder = { winner: 'first_booked', directPriority: 50, priorities: new Map() };

/**
 * Those that want one leaf, who comes first to its free nights first: holds after all others and blocks after stays, then as
 * the organization wants it, then the first booked. Values decide only where that of every stay is known.
 */
export function inOrder(facts: readonly Fact[], order: NightOrder): Fact[] {
  const rank = rankOf(facts.filter(isBookedStay), order);
  return facts.toSorted((a, b) => {
    const wanted = isBookedStay(a) && isBookedStay(b) ? rank(b) - rank(a) : 0;
    return wanted || byRight(a, b);
  });
}

function isBookedStay(fact: Fact): boolean {
  return fact.kind === 'stay' && !isHold(fact);
}

function rankOf(stays: readonly Fact[], order: NightOrder): (stay: Fact) => number {
  const { winner, directPriority, priorities } = order;
  if (winner === 'platform_order')
    return ({ listingId }) => priorities.get(listingId ?? '') ?? directPriority;
  const isKnown = ({ valuePaise }: Fact) => typeof valuePaise === 'number';
  if (winner === 'highest_value' && stays.every(isKnown)) return ({ valuePaise }) => valuePaise ?? 0;
  return () => 0;
}
