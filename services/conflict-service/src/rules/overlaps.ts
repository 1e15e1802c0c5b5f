import { intersect, nightSet } from '@roomnight/calendar/night-set';
import type { Fact, Scope } from './fact.ts';
import type { Finding } from './finding.ts';
import type { Wants } from './mirrors.ts';
import { commonLeaves, findingOf, pairsWithin } from './pairs.ts';

/**
 * Every overlap of wanted nights in which one of `changed` takes part: of a guest and nights that are surely only closed
 * a `block`, of two that may each be a guest's an `overlap`. Two blocks do not conflict: a night may be closed twice.
 *
 * @param facts active facts, `changed` among them
 */
export function findOverlaps(
  scope: Scope,
  facts: readonly Fact[],
  wants: Wants,
  changed: ReadonlySet<string>,
): Finding[] {
  return pairsWithin(facts, changed, 0)
    .flatMap((pair): Finding[] => {
      const [one, other] = pair;
      if (one.kind === 'block' && other.kind === 'block' && !(one.cannotTell && other.cannotTell)) return [];
      const both = nightSet(
        commonLeaves(scope, one, other).flatMap((leaf) => intersect(wants(one, leaf), wants(other, leaf))),
      );
      return findingOf(scope, pair.some(isSurelyClosed) ? 'block' : 'overlap', pair, both);
    })
    .toArray();
}

function isSurelyClosed({ kind, cannotTell }: Fact): boolean {
  return kind === 'block' && !cannotTell;
}
