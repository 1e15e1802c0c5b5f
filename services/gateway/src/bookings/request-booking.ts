import { WithStartWorkflowOperation } from '@temporalio/client';
import { BOOKING, type BookingInput, bookingWorkflowId } from '@roomnight/contracts/booking';
import { claim } from '@roomnight/contracts/booking-messages';
import { QUEUES } from '@roomnight/contracts/queues';
import { askWorkflow } from '../ask-workflow.ts';
import type { App, Session } from '../context.ts';
import { NightsTaken } from '../failures.ts';
import { type BookingWish, storeRequest } from './store-request.ts';

/**
 * Books or closes nights, all or none. The request is a row before Temporal hears of it: a retry finds that row,
 * and gets the answer the first try got, also when its workflow is long forgotten.
 *
 * @throws {InvalidInput} @throws {NotFound} @throws {NightsTaken} @throws {IdempotencyKeyReused}
 */
export async function requestBooking(
  app: App,
  session: Session,
  wish: BookingWish,
): Promise<{ bookingId: string }> {
  const { organizationId } = session.viewer;
  const requestId = await storeRequest(app, session, wish);
  const input: BookingInput = { organizationId, requestId };
  const answer = await askWorkflow(app.temporal, 15, () =>
    app.temporal.workflow.executeUpdateWithStart(claim, {
      startWorkflowOperation: new WithStartWorkflowOperation(BOOKING, {
        workflowId: bookingWorkflowId(organizationId, wish.idempotencyKey),
        taskQueue: QUEUES.availability,
        args: [input],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      }),
    }),
  );
  if (answer.kind === 'refused') throw new NightsTaken(wish, answer.taken);
  session.em.clear();
  return { bookingId: answer.bookingId };
}
