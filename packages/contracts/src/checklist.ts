/** The reminder life of one checklist: asleep until the next reminder is due, over when nothing is left to do. */
export const CHECKLIST = 'Checklist';

export function checklistWorkflowId(checklistId: string): string {
  return `checklist:${checklistId}`;
}

export interface ChecklistInput {
  organizationId: string;
  checklistId: string;
}

export interface AcknowledgeItemInput {
  itemId: string;
  userId: string;
}

export type AcknowledgeAnswer =
  | { kind: 'acknowledged'; itemId: string }
  /** Somebody did it before, or the change is no longer needed. */
  | { kind: 'alreadyClosed'; itemId: string; status: 'acknowledged' | 'withdrawn' }
  | { kind: 'notFound' };

export interface ChecklistActivities {
  /** When the next reminder is due; `done` when nothing is left. `remindAt` is an ISO instant. */
  checklistState(input: ChecklistInput): Promise<{ done: boolean; remindAt: string; openItems: number }>;
  /** Mails the reminder that is due, once however often it is called, and sets the next one. */
  sendReminder(input: ChecklistInput): Promise<{ recipients: number; remindAt: string }>;
  acknowledgeItem(input: ChecklistInput & AcknowledgeItemInput): Promise<AcknowledgeAnswer>;
}
