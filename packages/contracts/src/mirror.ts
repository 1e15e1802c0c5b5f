/** A person says whether two bookings are one: an update-with-start settles the calendar and answers. */
export const MIRROR_DECISION = 'MirrorDecision';

export function mirrorDecisionWorkflowId(requestId: string): string {
  return `mirror-decision:${requestId}`;
}

export interface MirrorDecisionInput {
  organizationId: string;
  /** Row of `gateway.mirror_requests`: which bookings, what was said, by whom and why. */
  requestId: string;
}

export type MirrorAnswer =
  | { kind: 'settled' }
  /** Something was said of the two later: that counts, and nothing changed. */
  | { kind: 'overtaken' }
  /** Only bookings of one unit can be the same. */
  | { kind: 'differentUnits' };
