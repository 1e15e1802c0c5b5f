import type { Night } from '@roomnight/calendar/night';
import type { FeedFact } from '@roomnight/platforms/feed';
import { type ImportSettings, isNear, letsIn } from './imports.ts';
import { byDates, compareFacts, matchFacts } from './match.ts';
import { inOrder, setAsideSame } from './same.ts';
import type { FeedContent, SnapshotEntry } from './snapshot.ts';

/** What became of what is known, and of what the feed reports. */
export interface Found {
  /** Bookings about which the feed says what is known. */
  readonly same: readonly SnapshotEntry[];
  readonly pairs: readonly (readonly [SnapshotEntry, FeedFact])[];
  readonly missing: readonly SnapshotEntry[];
  readonly calledOff: readonly SnapshotEntry[];
  /** Blocks that the listing's settings no longer let in. */
  readonly letGo: readonly SnapshotEntry[];
  readonly fresh: readonly FeedFact[];
  /** What the feed reports and the listing's settings keep out. */
  readonly keptOut: ReadonlySet<FeedFact>;
}

interface Finding {
  readonly content: FeedContent;
  readonly imports: ImportSettings;
  readonly stableUids: boolean;
  readonly today: Night;
}

/** Which fact is which known booking, and what the settings keep out. */
export function findAgain(
  entries: readonly SnapshotEntry[],
  facts: readonly FeedFact[],
  { content, imports, stableUids, today }: Finding,
): Found {
  const cancelledUids = new Set(content.cancelled);
  // A copy that is called off says nothing where another one stands beside it.
  const standing = new Set(cancelledUids.size === 0 ? [] : facts.map(byDates));
  const { calledOff = [], reportable = [] } = Object.groupBy(entries, ({ fact }) =>
    cancelledUids.has(fact.uid) && !standing.has(byDates(fact)) ? 'calledOff' : 'reportable',
  );
  const aside = setAsideSame(reportable, inOrder(facts, compareFacts));
  const matched = matchFacts(aside.entries, aside.facts, stableUids);
  const far = matched.fresh.filter((fact) => !isNear(imports, fact, today));
  if (imports.importBlocks)
    return { ...matched, same: aside.same, calledOff, letGo: [], keptOut: new Set(far) };

  const { in: pairs = [], out = [] } = Object.groupBy(matched.pairs, ([, fact]) =>
    letsIn(imports, fact) ? 'in' : 'out',
  );
  // Of a stay that turned into a block nobody said that its guest is gone: it is missing.
  const { block: blocks = [], stay: stays = [] } = Object.groupBy(
    out.map(([entry]) => entry),
    ({ fact }) => fact.kind,
  );
  const { in: same = [], out: known = [] } = Object.groupBy(aside.same, ({ fact }) =>
    letsIn(imports, fact) ? 'in' : 'out',
  );
  return {
    same,
    pairs,
    missing: [...matched.missing, ...stays],
    calledOff,
    letGo: [...blocks, ...known],
    fresh: matched.fresh,
    keptOut: new Set([...far, ...facts.filter((fact) => !letsIn(imports, fact))]),
  };
}
