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

/** What the workflow sleeps by. */
export interface ChecklistState {
  done: boolean;
  openItems: number;
  /** ISO instant. */
  remindAt: string;
  remindersSent: number;
  propertyId: string;
  /** Key of the platform's plugin. */
  platform: string;
  /** Platform, property and unit, for people. */
  where: string;
}

export interface SendReminderInput extends ChecklistInput {
  /** 1 for the first: the same number is never sent to the same person twice. */
  number: number;
}

export interface ChecklistActivities {
  /** Fails with `NotFound` when there is no such checklist. */
  checklistState(input: ChecklistInput): Promise<ChecklistState>;
  /** Mails that reminder, once however often it is called, and sets when the next one is due. */
  sendReminder(input: SendReminderInput): Promise<{ recipients: number }>;
  acknowledgeItem(input: ChecklistInput & AcknowledgeItemInput): Promise<AcknowledgeAnswer>;
}

/** The workflow that makes checklists match calendars, and Checklist workflows match checklists. */
export const CHECKLIST_RECONCILER = 'ChecklistReconciler';
export const CHECKLIST_RECONCILER_WORKFLOW_ID = 'checklist-reconciler';

/** Both end only by the benign `NoChange`, to be called again. */
export interface ChecklistReconcileActivities {
  /** Compares every manual listing with its calendar: nights pass at midnight without any event. */
  reconcileListings(): Promise<void>;
  /** Tells workflows what a crash kept from them, and starts those that are missing. */
  repairWorkflows(): Promise<void>;
}
