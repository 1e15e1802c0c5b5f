import { CHECKLIST_RECONCILER, CHECKLIST_RECONCILER_WORKFLOW_ID } from '@roomnight/contracts/checklist';
import { QUEUES } from '@roomnight/contracts/queues';
import {
  MAIL_ROUND,
  MAIL_ROUND_WORKFLOW_ID,
  WATCHDOG,
  WATCHDOG_WORKFLOW_ID,
} from '@roomnight/contracts/watchdog';
import type { WorkflowClient } from '@temporalio/client';

/** The workflows that this service always has, one of each: name, id, and what it does, for ops. */
const RECONCILERS = [
  [
    CHECKLIST_RECONCILER,
    CHECKLIST_RECONCILER_WORKFLOW_ID,
    'Makes checklists match calendars, and workflows match checklists',
  ],
  [WATCHDOG, WATCHDOG_WORKFLOW_ID, 'Looks after every feed and raises alerts'],
  [MAIL_ROUND, MAIL_ROUND_WORKFLOW_ID, 'Sends the mail that is waiting to be sent'],
] as const;

/** Starts those that do not run. */
export async function startReconcilers(workflows: WorkflowClient): Promise<void> {
  for (const [name, workflowId, staticSummary] of RECONCILERS) {
    await workflows.start(name, {
      workflowId,
      taskQueue: QUEUES.checklists,
      workflowIdConflictPolicy: 'USE_EXISTING',
      staticSummary,
    });
  }
}
