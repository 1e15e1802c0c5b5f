import type { PollContext } from './removal.ts';
import { isInHouse, type SnapshotEntry } from './snapshot.ts';

/** Between the poll that saw a stay move and the one that confirms it. */
const confirmMoveMs = 10 * 60_000;
export const suspectRecheckMs = 10 * 60_000;
/** A feed that is suspect for longer is not asked more often than others: it waits for a person. */
const suspectHurryMs = 2 * 60 * 60_000;

/** Whether a feed that is suspect since then is still looked at again soon. */
export function isNewlySuspect(since: Date, now: Date): boolean {
  return now.getTime() - since.getTime() < suspectHurryMs;
}

/** When a second poll can confirm what this one saw first; undefined when nothing waits for it. */
export function recheckAt(entries: readonly SnapshotEntry[], context: PollContext): Date | undefined {
  const { now, today, provesAbsence, confirmMissingMs } = context;
  // A feed that cannot be read wholly confirms nothing, however soon it is asked again.
  if (!provesAbsence) return undefined;
  const waits = entries.flatMap((entry) => {
    // What waits for a person is not hurried by polls.
    if (isInHouse(entry, today)) return [];
    if (entry.missingSince !== undefined) return [Date.parse(entry.missingSince) + confirmMissingMs];
    return entry.givingUp.length > 0 ? [now.getTime() + confirmMoveMs] : [];
  });
  if (waits.length === 0) return undefined;
  return new Date(Math.max(Math.min(...waits), now.getTime() + 60_000));
}
