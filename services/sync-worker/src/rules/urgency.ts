import { addNights, type Night } from '@roomnight/calendar/night';
import type { SnapshotEntry } from './snapshot.ts';

export interface Circumstances {
  readonly entries: readonly SnapshotEntry[];
  readonly today: Night;
  readonly now: Date;
  /** When a poll last changed something. */
  readonly changedAt: Date | undefined;
  /** Two bookings want the same night of the unit. */
  readonly inConflict: boolean;
}

const justChangedMs = 2 * 60 * 60_000;

/** Why the next poll should come soon, in words that follow "sooner:"; undefined when nothing presses. */
export function urgencyOf({ entries, today, now, changedAt, inConflict }: Circumstances): string | undefined {
  if (inConflict) return 'a conflict is open on this unit';
  if (changedAt !== undefined && now.getTime() - changedAt.getTime() < justChangedMs)
    return 'a change was just seen';
  const soon = addNights(today, 2);
  const arrives = entries.some(
    ({ fact }) => fact.kind === 'stay' && fact.checkIn >= today && fact.checkIn <= soon,
  );
  return arrives ? 'a guest arrives within 48 hours' : undefined;
}
