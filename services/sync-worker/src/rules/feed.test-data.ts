import type { FeedFact } from '@roomnight/platforms/feed';
import type { Change } from '@roomnight/contracts/change-set';
import { evaluate, type EvaluateInput, type Evaluation } from './evaluate.ts';
import { emptySnapshot, type FeedContent } from './snapshot.ts';

export function stay(uid: string, checkIn: string, checkOut: string, rest: Partial<FeedFact> = {}): FeedFact {
  return { uid, kind: 'stay', tentative: false, checkIn, checkOut, guest: {}, reason: 'Reserved.', ...rest };
}

export function block(uid: string, checkIn: string, checkOut: string): FeedFact {
  return stay(uid, checkIn, checkOut, { kind: 'block', reason: 'Closed.' });
}

export function content(...facts: FeedFact[]): FeedContent {
  return { facts, cancelled: [], unreadable: 0, horizon: '2027-11-24' };
}

/** Noon in India on 23 November 2026, and later. */
export function minutes(later: number): Date {
  return new Date(Date.parse('2026-11-23T06:30:00Z') + later * 60_000);
}

/** A feed polled again and again; each answer builds on the one before. Ids are b1, b2 and so on. */
export function feedUnderTest(settings: Partial<EvaluateInput> = {}) {
  let snapshot = emptySnapshot;
  let ids = 0;
  return (reading: EvaluateInput['reading'], now: Date, more: Partial<EvaluateInput> = {}): Evaluation => {
    const answer = evaluate({
      snapshot,
      reading,
      now,
      exportedNights: [],
      stableUids: true,
      newId: () => `b${++ids}`,
      ...settings,
      ...more,
    });
    ({ snapshot } = answer);
    return answer;
  };
}

/** Changes in short: `b1 2026-12-01/2026-12-04`, `b1 cancelled`. */
export function brief({ changes }: Evaluation): string[] {
  return changes.map((change: Change) =>
    change.op === 'put'
      ? `${change.bookingId} ${change.checkIn}/${change.checkOut}`
      : `${change.bookingId} cancelled`,
  );
}
