import { WithStartWorkflowOperation } from '@temporalio/client';
import { BOOKING, type BookingInput, bookingWorkflowId } from '@roomnight/contracts/booking';
import { QUEUES } from '@roomnight/contracts/queues';

/**
 * The workflow of a booking request: the one that runs, or another run that finds out what became of the request. An
 * operation can start it once.
 */
export function bookingWorkflow(input: BookingInput, idempotencyKey: string) {
  return new WithStartWorkflowOperation(BOOKING, {
    workflowId: bookingWorkflowId(input.organizationId, idempotencyKey),
    taskQueue: QUEUES.availability,
    args: [input],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
  });
}
