import { addNights } from '@roomnight/calendar/night';
import { hasNight, intersect, nightSet, type NightSet } from '@roomnight/calendar/night-set';
import type { Fact, Scope } from './fact.ts';
import type { Finding } from './finding.ts';
import { pairOf, type Mirror, type Wants } from './mirrors.ts';
import { commonLeaves, findingOf, pairsWithin } from './pairs.ts';
import { longestPreparation, type Terms } from './terms.ts';

/**
 * Every stay on nights that another stay needs for its preparation, as the listing that sold that one says. Two that
 * overlap conflict for that and no more, and a stay needs no time before what only shows it again.
 *
 * @param facts active facts, `changed` among them
 */
export function findPreparations(
  scope: Scope,
  facts: readonly Fact[],
  wants: Wants,
  terms: Terms,
  mirrors: readonly Mirror[],
  changed: ReadonlySet<string>,
): Finding[] {
  const apart = longestPreparation(terms);
  if (apart === 0) return [];
  const same = new Set(mirrors.map(({ mirrorId, originalId }) => pairOf(mirrorId, originalId)));
  const stays = facts.filter(({ kind }) => kind === 'stay');
  return pairsWithin(stays, changed, apart)
    .flatMap((pair): Finding[] => {
      const [one, other] = pair;
      if (same.has(pairOf(one.id, other.id))) return [];
      if (commonLeaves(scope, one, other).length === 0) return [];
      const [wanted, others] = [wants(one), wants(other)];
      if (intersect(wanted, others).length > 0) return [];
      const inTheWay = [
        ...intersect(preparationOf(one, wanted, terms), others),
        ...intersect(preparationOf(other, others, terms), wanted),
      ];
      return findingOf(scope, 'preparation', pair, nightSet(inTheWay));
    })
    .toArray();
}

/** A mirror that leaves its first or last night to its original leaves the preparation there to it as well. */
function preparationOf({ checkIn, checkOut, listingId }: Fact, wanted: NightSet, terms: Terms): NightSet {
  const { preparationNightsBefore: before, preparationNightsAfter: after } = terms.get(listingId ?? '') ?? {
    preparationNightsBefore: 0,
    preparationNightsAfter: 0,
  };
  return nightSet([
    ...(before > 0 && hasNight(wanted, checkIn)
      ? [{ checkIn: addNights(checkIn, -before), checkOut: checkIn }]
      : []),
    ...(after > 0 && hasNight(wanted, addNights(checkOut, -1))
      ? [{ checkIn: checkOut, checkOut: addNights(checkOut, after) }]
      : []),
  ]);
}
