import { randomUUID } from 'node:crypto';
import { WithStartWorkflowOperation } from '@temporalio/client';
import {
  BOOKING_CANCELLATION,
  type BookingCancellationInput,
  bookingCancellationWorkflowId,
} from '@roomnight/contracts/booking';
import { cancel } from '@roomnight/contracts/booking-messages';
import { QUEUES } from '@roomnight/contracts/queues';
import { Booking } from '@roomnight/database/entities/booking';
import { CancellationRequest } from '@roomnight/database/entities/cancellation-request';
import { askWorkflow } from '../ask-workflow.ts';
import type { App, Session } from '../context.ts';
import { NotFound, OwnedByPlatform } from '../failures.ts';
import { isId, requiredText } from '../input.ts';

/**
 * Cancels a direct booking, a block, or what came from a listing that is deleted. One that is cancelled already stays so.
 *
 * @throws {InvalidInput} @throws {NotFound} @throws {OwnedByPlatform}
 */
export async function cancelBooking(
  { temporal, clock }: Pick<App, 'temporal' | 'clock'>,
  { em, viewer: { organizationId, userId } }: Session,
  { bookingId, reason }: { bookingId: string; reason: string },
): Promise<{ bookingId: string }> {
  const why = requiredText('reason', reason, 300);
  const booking = isId(bookingId) ? await em.findOne(Booking, { id: bookingId }) : null;
  if (!booking) throw new NotFound('This organization has no such booking.');
  const asked = {
    id: randomUUID(),
    organizationId,
    bookingId,
    reason: why,
    requestedBy: userId,
    requestedAt: clock(),
  };
  await em.insert(CancellationRequest, asked);
  const input: BookingCancellationInput = { organizationId, bookingId, requestId: asked.id };
  const answer = await askWorkflow(temporal, 15, () =>
    temporal.workflow.executeUpdateWithStart(cancel, {
      startWorkflowOperation: new WithStartWorkflowOperation(BOOKING_CANCELLATION, {
        workflowId: bookingCancellationWorkflowId(bookingId),
        taskQueue: QUEUES.availability,
        args: [input],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      }),
    }),
  );
  if (answer.kind === 'notFound') throw new NotFound('This organization has no such booking.');
  if (answer.kind === 'ownedByPlatform') throw new OwnedByPlatform();
  em.clear();
  return { bookingId };
}
