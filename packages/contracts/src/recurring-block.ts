import type { TakenNights } from './booking.ts';

/** Nights closed again and again: an update-with-start closes those within the horizon, and it lives as long as the rule. */
export const RECURRING_BLOCK = 'RecurringBlock';

export function recurringBlockWorkflowId(recurringBlockId: string): string {
  return `recurring-block:${recurringBlockId}`;
}

export interface RecurringBlockInput {
  organizationId: string;
  /** Row of `gateway.recurring_block_requests`; rule and reason stay there. */
  recurringBlockId: string;
}

export type ExpansionAnswer =
  | {
      kind: 'expanded';
      /** Occurrences over by this night are closed, or left out. */
      until: string;
      closed: number;
      leftOut: number;
      /** Whether there will ever be something to do again. */
      goesOn: boolean;
    }
  /** Somebody holds nights of some occurrences; nothing was closed. */
  | { kind: 'refused'; taken: TakenNights[] };

export interface RecurringBlockEnd {
  /** Row of `gateway.recurring_block_end_requests`: from which night on, who and why. */
  requestId: string;
}

export type EndAnswer = { kind: 'ended'; opened: number } | { kind: 'notFound' };

/** Activities of a recurring block on the availability queue. */
export interface RecurringBlockActivities {
  expandRecurringBlock(input: RecurringBlockInput): Promise<ExpansionAnswer>;
  endRecurringBlock(input: RecurringBlockInput & RecurringBlockEnd): Promise<EndAnswer>;
}
