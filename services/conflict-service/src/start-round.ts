import { CONFLICT_ROUND, CONFLICT_ROUND_WORKFLOW_ID } from '@roomnight/contracts/conflict-round';
import { QUEUES } from '@roomnight/contracts/queues';
import type { WorkflowClient } from '@temporalio/client';

/** Starts the one round over all listings, unless it runs. */
export async function startRound(workflows: WorkflowClient): Promise<void> {
  await workflows.start(CONFLICT_ROUND, {
    workflowId: CONFLICT_ROUND_WORKFLOW_ID,
    taskQueue: QUEUES.availability,
    workflowIdConflictPolicy: 'USE_EXISTING',
    staticSummary: 'Keeps conflicts true that end and begin without a booking',
  });
}
