import { intersect, nightSet, noNights, subtract, type NightSet } from '@roomnight/calendar/night-set';
import type { Night } from '@roomnight/calendar/night';
import { isExportedUid } from '@roomnight/platforms/export';
import type { EventClass } from '@roomnight/platforms/feed';
import type { ReadEvent } from '../reading/reading.ts';
import { echoedNights } from './echo.ts';
import { type ImportSettings, isNear, letsIn } from './imports.ts';
import type { SnapshotEntry } from './snapshot.ts';

/** An event as it is kept: what it was taken for in the end, why, and whether it takes nights here. */
export interface LabelledEvent extends ReadEvent {
  readonly isImported: boolean;
}

export interface Labelling {
  readonly exportedNights: NightSet;
  /** As they were before the poll. */
  readonly entries: readonly SnapshotEntry[];
  readonly imports: ImportSettings;
  readonly today: Night;
}

const takesNights = new Set<EventClass>(['stay', 'tentative', 'block', 'closed']);
const mostReason = 500;

/** What the platform's dialect said of each event, and what our export and the listing's settings make of it. */
export function labelEvents(events: readonly ReadEvent[], labelling: Labelling): LabelledEvent[] {
  const echoed = echoedNights(labelling.exportedNights, labelling.entries);
  const known = nightSet(labelling.entries.map(({ fact }) => fact));
  return events.map((event) => {
    const { as, reason } = event;
    if (!takesNights.has(as)) return { ...event, isImported: false };
    const ours = echoOf(event, echoed);
    if (ours.length > 0 && subtract(nightSet([event]), ours).length === 0) {
      const echo = 'Our own calendar, which the platform imported.';
      return { ...event, as: 'own_echo', isImported: false, reason: echo };
    }
    const kept = keptOut(event, labelling, known);
    const partly = ours.length > 0 ? ['Some of its nights are only our own calendar, which came back.'] : [];
    const why = [reason, ...partly, ...(kept === undefined ? [] : [kept])].join(' ').slice(0, mostReason);
    return { ...event, isImported: kept === undefined, reason: why };
  });
}

function echoOf(event: ReadEvent, echoed: NightSet): NightSet {
  const isStay = event.as === 'stay' || event.as === 'tentative';
  return isStay && !isExportedUid(event.uid) ? noNights : intersect(nightSet([event]), echoed);
}

function keptOut(event: ReadEvent, { imports, today }: Labelling, known: NightSet): string | undefined {
  // What the platform cannot tell from a stay is no block for certain.
  if (event.as === 'block' && !letsIn(imports, { kind: 'block' }))
    return 'Not imported: blocks of this listing are not.';
  if (isNear(imports, event, today) || intersect(nightSet([event]), known).length > 0) return undefined;
  return `Not imported yet: it begins more than ${imports.horizonDays} days ahead.`;
}
