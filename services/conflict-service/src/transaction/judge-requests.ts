import { intersect } from '@roomnight/calendar/night-set';
import type { ClaimAnswer } from '@roomnight/contracts/booking';
import { leavesOf, scopeOf, type Scope } from '../rules/fact.ts';
import { longestPreparation } from '../rules/terms.ts';
import { unitsOf, type Request } from './load-requests.ts';

export type Judgement =
  /** The same was asked for before. */
  | { kind: 'answered'; answer: ClaimAnswer }
  /** The key has answered something else. */
  | { kind: 'keyReused' }
  /** Holds stand in the way whose end has come, but which nobody has ended yet. */
  | { kind: 'holdsOver'; bookingIds: ReadonlySet<string> }
  /** Nobody has the nights, and nothing else matters. */
  | { kind: 'free' }
  /** Others have nights of it, and nothing else matters. */
  | { kind: 'refused' }
  /**
   * It depends on what is around: other rooms of a type, preparation, a closed listing, what it is booked over, or a
   * request before it that takes some of its nights.
   */
  | { kind: 'settle' };

/**
 * What each of some requests comes down to, by what stands in its way and the terms in its reach. Of those that are free an
 * earlier one comes first; what is to be settled comes after all of them.
 *
 * @param scope the units in reach of them all
 */
export function judgeRequests(
  requests: readonly Request[],
  scope: Scope,
  now: Date,
): ReadonlyMap<string, Judgement> {
  const taking: Request[] = [];
  return new Map(
    requests.map((request): [string, Judgement] => {
      const judgement = judge(request, scopeOf(scope, unitsOf(request)), now);
      if (judgement.kind !== 'free') return [request.id, judgement];
      if (taking.some((other) => overlap(scope, request, other))) return [request.id, { kind: 'settle' }];
      taking.push(request);
      return [request.id, judgement];
    }),
  );
}

function judge(request: Request, reach: Scope, now: Date): Judgement {
  const { earlier, taken, platform, overrideReason } = request;
  if (earlier !== null) {
    if (earlier.bodyHash !== request.bodyHash) return { kind: 'keyReused' };
    return { kind: 'answered', answer: earlier.answer };
  }
  const over = taken.filter(({ expiresAt }) => expiresAt !== null && expiresAt <= now);
  if (over.length > 0)
    return { kind: 'holdsOver', bookingIds: new Set(over.map(({ bookingId }) => bookingId)) };
  if ([...reach.values()].some(({ isPool }) => isPool)) return { kind: 'settle' };
  if (taken.length === 0) return { kind: isAlone(request) ? 'free' : 'settle' };
  return { kind: platform === null && overrideReason === null ? 'refused' : 'settle' };
}

/** Whether only the nights themselves matter: no preparation reaches into the nights around, and nothing is closed. */
function isAlone({ kind, listingId, terms }: Request): boolean {
  return kind === 'block' || !(longestPreparation(terms) > 0 || terms.get(listingId ?? '')?.isClosed);
}

/** Whether two requests want a night of one leaf. */
function overlap(scope: Scope, a: Request, b: Request): boolean {
  if (intersect([a], [b]).length === 0) return false;
  const leaves = new Set(unitsOf(a).flatMap((unitId) => leavesOf(scope, unitId)));
  return unitsOf(b).some((unitId) => leavesOf(scope, unitId).some((leaf) => leaves.has(leaf)));
}
