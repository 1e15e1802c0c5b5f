import { intersect, nightSet, subtract } from '@roomnight/calendar/night-set';
import type { FeedFact } from '@roomnight/platforms/feed';
import { cutTo } from './echo.ts';
import { nightsHeld, type SnapshotEntry } from './snapshot.ts';

/**
 * The facts, and the known blocks that now look like a setting: a block of one night looks like advance notice when
 * its day has come, and like preparation when a stay is sold beside it. What is known as a block stays one for as
 * long as the platform reports its nights closed, for whatever reason.
 */
export function withKnownBlocks(
  facts: readonly FeedFact[],
  settings: readonly FeedFact[],
  entries: readonly SnapshotEntry[],
): readonly FeedFact[] {
  if (settings.length === 0) return facts;
  const closed = subtract(nightSet(settings), nightSet(facts));
  if (closed.length === 0) return facts;
  const reported = new Set(facts.map(({ uid }) => uid));
  const hidden = entries.filter(({ fact }) => fact.kind === 'block' && !reported.has(fact.uid));
  return [...facts, ...hidden.flatMap((entry) => cutTo(entry.fact, intersect(nightsHeld(entry), closed)))];
}
