import type { Night } from '@roomnight/calendar/night';
import { formatStay } from '@roomnight/calendar/format';
import { sameStay } from '@roomnight/calendar/stay';
import type { FactChange } from './fact.ts';
import type { ConflictKind } from '@roomnight/contracts/conflict-title';
import { keyOf, keyOfFinding, type ConflictKey, type Finding } from './finding.ts';
import { pairOf, type Mirror, type Word } from './mirrors.ts';
import { judge, type Judgement } from './severity.ts';

/** A conflict as the table keeps it. */
export interface StoredConflict extends ConflictKey {
  readonly id: string;
  readonly unitId: string;
  readonly checkIn: Night;
  readonly checkOut: Night;
  readonly severity: Judgement['severity'];
  readonly status: 'detected' | 'resolving' | 'resolved';
}

export type ConflictChange =
  | { readonly kind: 'detected'; readonly finding: Finding; readonly judgement: Judgement }
  /** It was resolved and is back: the same row opens again. */
  | {
      readonly kind: 'reopened';
      readonly stored: StoredConflict;
      readonly finding: Finding;
      readonly judgement: Judgement;
    }
  /** Still open, with other nights or another severity. */
  | {
      readonly kind: 'changed';
      readonly stored: StoredConflict;
      readonly finding: Finding;
      readonly judgement: Judgement;
    }
  | { readonly kind: 'resolved'; readonly stored: StoredConflict; readonly resolution: string };

/** What a transaction did, as far as it can end a conflict. */
export interface Causes {
  readonly changes: readonly FactChange[];
  readonly mirrors: readonly Mirror[];
  readonly words: readonly Word[];
  /** What a person chose to do about the conflict, where this does it. */
  readonly decision?: string | undefined;
}

/**
 * What becomes of the conflicts known before, by what is found now.
 *
 * @param findings everything wrong in which a changed fact takes part
 * @param stored every conflict, open or resolved, in which an affected fact takes part
 * @param causes what happened, for the sentence that says why a conflict is over
 */
export function settleConflicts(
  findings: readonly Finding[],
  stored: readonly StoredConflict[],
  causes: Causes,
  today: Night,
): ConflictChange[] {
  const known = new Map(stored.map((conflict) => [keyOf(conflict), conflict]));
  const settled: ConflictChange[] = [];
  const wanted = new Set<string>();
  // What is over is nobody's conflict any more, found late or not.
  for (const finding of findings.filter(({ nights: { checkOut } }) => checkOut > today)) {
    const { kind, first, second, nights } = finding;
    const key = keyOfFinding(finding);
    wanted.add(key);
    const judgement = judge(first, second, nights, today, kind);
    const conflict = known.get(key);
    if (conflict === undefined) settled.push({ kind: 'detected', finding, judgement });
    else if (conflict.status === 'resolved')
      settled.push({ kind: 'reopened', stored: conflict, finding, judgement });
    else if (!sameStay(conflict, nights) || conflict.severity !== judgement.severity) {
      settled.push({ kind: 'changed', stored: conflict, finding, judgement });
    }
  }
  for (const [key, conflict] of known) {
    if (conflict.status === 'resolved' || wanted.has(key)) continue;
    settled.push({ kind: 'resolved', stored: conflict, resolution: whyItEnded(conflict, causes, today) });
  }
  return settled;
}

function whyItEnded(
  conflict: StoredConflict,
  { changes, mirrors, words, decision }: Causes,
  today: Night,
): string {
  const { kind, firstBookingId, secondBookingId } = conflict;
  const pair = pairOf(firstBookingId, secondBookingId ?? '');
  const word = words.find((each) => pairOf(each.firstBookingId, each.secondBookingId) === pair);
  if (word?.same === true) {
    return `A person said that the two are the same booking${word.reason === null ? '.' : `: ${word.reason}`}`;
  }
  if (conflict.checkOut <= today) return 'The nights are over.';
  if (decision !== undefined) return decision;
  const how = conflict.status === 'resolving' ? 'Over as chosen' : 'Over by itself';
  const ofConflict = changes.filter(
    ({ before, after }) =>
      before !== after && (before?.id === firstBookingId || before?.id === secondBookingId),
  );
  const gone = ofConflict.find((change) => change.after === undefined);
  if (gone === undefined && secondBookingId !== null) {
    const isMirror = mirrors.some(
      ({ mirrorId }) => mirrorId === firstBookingId || mirrorId === secondBookingId,
    );
    if (isMirror) return `${how}: one of the two only shows another booking again.`;
  }
  const { before, after } = gone ?? ofConflict[0] ?? {};
  if (before === undefined) return `${how}${WITHOUT_CHANGE[kind] ?? ''}.`;
  return `${how}: the ${before.kind} of ${formatStay(before)} was ${after === undefined ? 'cancelled' : 'changed'}.`;
}

/** Why a conflict can end although neither booking changed. */
const WITHOUT_CHANGE: Partial<Record<ConflictKind, string>> = {
  preparation: ': fewer preparation nights are needed',
  closed_listing: ': the listing is open again',
  potential: ': the platform knows by now, or can no longer sell the nights',
};
