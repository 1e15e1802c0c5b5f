/** One conflict, from its detection until the platforms show that it is over. */
export const CONFLICT = 'Conflict';

export function conflictWorkflowId(conflictId: string): string {
  return `conflict:${conflictId}`;
}

export interface ConflictInput {
  organizationId: string;
  conflictId: string;
}

/**
 * Something people are told of a conflict. `escalated`: it became worse, or nobody took care of it for long, and
 * everybody concerned is told, not only who takes care of it.
 */
export interface ConflictMessage {
  /** 1 for the first of a conflict: no number is ever sent twice. */
  number: number;
  moment: 'detected' | 'reminder' | 'escalated' | 'resolved';
}

/** What the workflow sleeps by. */
export interface ConflictState {
  status: 'detected' | 'resolving' | 'resolved';
  propertyId: string;
  /** What it is and what is to be done, for ops. */
  details: string;
  /** To be told now. */
  message: ConflictMessage | null;
  /** ISO instant at which to look again; null when only a change can bring something new. */
  wakeAt: string | null;
}

export interface ActOnConflictInput extends ConflictInput {
  /** Row of `gateway.conflict_requests`. */
  requestId: string;
}

export type ActOnConflictAnswer =
  | { kind: 'done' }
  /** It cannot be done, or no longer; why, in a sentence. Nothing changed. */
  | { kind: 'refused'; reason: string }
  | { kind: 'notFound' };

/** Local activities of the workflow, on the availability queue. */
export interface ConflictActivities {
  /** Judges the conflict anew by the time that passed. @param told the message that was sent since the last call */
  tendConflict(input: ConflictInput & { told: ConflictMessage | null }): Promise<ConflictState>;
  actOnConflict(input: ActOnConflictInput): Promise<ActOnConflictAnswer>;
}

/** On the checklists queue, where everything is told from. */
export interface ConflictMessageActivities {
  /** Tells the people concerned, once however often it is called. */
  tellOfConflict(input: ConflictInput & { message: ConflictMessage }): Promise<void>;
}
