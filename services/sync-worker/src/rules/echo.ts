import { nightSet, subtract, type NightSet } from '@roomnight/calendar/night-set';
import { isExportedUid } from '@roomnight/platforms/export';
import type { FeedFact } from '@roomnight/platforms/feed';
import { nightsHeld, type SnapshotEntry } from './snapshot.ts';

/**
 * What is left of a feed without the nights the platform only shows because it imported them from us.
 *
 * Compared by nights: echoes come back merged with their neighbours. A night already known as the platform's own block
 * stays its own for as long as it reports it, whoever else wants it. A stay is an echo only under the UID we gave it.
 */
export function withoutEchoes(
  facts: readonly FeedFact[],
  exportedNights: NightSet,
  entries: readonly SnapshotEntry[],
): readonly FeedFact[] {
  if (exportedNights.length === 0) return facts;
  const foreign = echoedNights(exportedNights, entries);
  return facts.flatMap((fact) =>
    fact.kind === 'block' || isExportedUid(fact.uid)
      ? cutTo(fact, subtract(nightSet([fact]), foreign))
      : [fact],
  );
}

/** The nights that are only ours when the platform shows them closed: not those it closed itself before. */
export function echoedNights(exportedNights: NightSet, entries: readonly SnapshotEntry[]): NightSet {
  const blocks = entries.filter(({ fact }) => fact.kind === 'block');
  return subtract(exportedNights, nightSet(blocks.flatMap(nightsHeld)));
}

/** A block in the pieces that are left of it. */
export function cutTo(block: FeedFact, pieces: NightSet): FeedFact[] {
  return pieces.map(({ checkIn, checkOut }, at) => ({
    ...block,
    uid: at === 0 ? block.uid : `${block.uid}#${checkIn}`,
    checkIn,
    checkOut,
  }));
}
