import { intersect } from '@roomnight/calendar/night-set';
import type { Fact, Scope } from './fact.ts';
import type { Finding } from './finding.ts';
import type { Wants } from './mirrors.ts';
import { commonLeaves, findingOf, pairsWithin } from './pairs.ts';

/**
 * Every overlap of wanted nights in which one of `changed` takes part: of a guest and nights that are surely only closed
 * a `block`, of two that may each be a guest's an `overlap`, or `pool` where a room type has no room for one of them. Two blocks do not conflict: a night may be closed twice.
 *
 * @param facts active facts, `changed` among them
 */
export function findOverlaps(
  scope: Scope,
  facts: readonly Fact[],
  wants: Wants,
  changed: ReadonlySet<string>,
): Finding[] {
  const isOfPool = ({ unitId }: Fact) => scope.get(unitId)?.isPool === true;
  return pairsWithin(facts, changed, 0)
    .flatMap((pair): Finding[] => {
      const [one, other] = pair;
      if (one.kind === 'block' && other.kind === 'block' && !(one.cannotTell && other.cannotTell)) return [];
      if (commonLeaves(scope, one, other).length === 0) return [];
      const kind = pair.some(isSurelyClosed) ? 'block' : pair.some(isOfPool) ? 'pool' : 'overlap';
      return findingOf(scope, kind, pair, intersect(wants(one), wants(other)));
    })
    .toArray();
}

function isSurelyClosed({ kind, cannotTell }: Fact): boolean {
  return kind === 'block' && !cannotTell;
}
