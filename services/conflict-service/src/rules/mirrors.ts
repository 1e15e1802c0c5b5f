import { nightSet, subtract, type NightSet } from '@roomnight/calendar/night-set';
import { byPrecedence, type Fact } from './fact.ts';

/** How a mirror is known: by the UID its feed kept, by its nights, or by a person's word. */
export type MirrorSign = 'uid' | 'nights' | 'person';

/** A booking that only shows another one again: its platform imported that one, or republished its feed. */
export interface Mirror {
  readonly mirrorId: string;
  readonly originalId: string;
  readonly sign: MirrorSign;
}

/** What a person said of two bookings: the last word counts, and no recognition overrules it. */
export interface Word {
  readonly firstBookingId: string;
  readonly secondBookingId: string;
  readonly same: boolean;
  /** Why, in their words. */
  readonly reason: string | null;
}

/** The same for a pair in either order. */
export function pairOf(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}

/**
 * Of two bookings that are one, the later by precedence is the mirror. The order is total, so no two bookings can be
 * mirrors of each other, not even around a corner: whatever a mirror leaves to its original somebody wants.
 */
export function mirrorOf(one: Fact, other: Fact, sign: MirrorSign): Mirror {
  const [original, mirror] = byPrecedence(one, other) < 0 ? [one, other] : [other, one];
  return { mirrorId: mirror.id, originalId: original.id, sign };
}

/** The nights a fact wants, on each leaf it is about. */
export type Wants = (fact: Fact) => NightSet;

/**
 * Everyone wants all of their nights, but a mirror leaves to its originals what they hold while they are active.
 *
 * @param facts active ones; an original that is not among them holds nothing
 */
export function wantsOf(facts: readonly Fact[], mirrors: readonly Mirror[]): Wants {
  const active = new Map(facts.map((fact) => [fact.id, fact]));
  const originals = Map.groupBy(mirrors, ({ mirrorId }) => mirrorId);
  return (fact) => {
    // Of one unit they are on the same leaves; in a pool a mirror needs no room for what its original has in another.
    const held = (originals.get(fact.id) ?? [])
      .flatMap(({ originalId }) => active.get(originalId) ?? [])
      .filter(({ unitId }) => unitId === fact.unitId);
    const own = nightSet([fact]);
    return held.length === 0 ? own : subtract(own, nightSet(held));
  };
}
