import { randomUUID } from 'node:crypto';
import { WithStartWorkflowOperation } from '@temporalio/client';
import {
  MIRROR_DECISION,
  type MirrorDecisionInput,
  mirrorDecisionWorkflowId,
} from '@roomnight/contracts/mirror';
import { decide } from '@roomnight/contracts/mirror-messages';
import { QUEUES } from '@roomnight/contracts/queues';
import { Booking } from '@roomnight/database/entities/booking';
import { MirrorRequest } from '@roomnight/database/entities/mirror-request';
import { askWorkflow } from '../ask-workflow.ts';
import type { App, Session } from '../context.ts';
import { InvalidInput, NotFound } from '../failures.ts';
import { isId, optionalText } from '../input.ts';

export interface MirrorInput {
  bookingId: string;
  otherBookingId: string;
  /** Why, in words. */
  reason?: string | null | undefined;
}

/**
 * Says that two bookings of one unit are, or are not, the same. The last word counts.
 *
 * @throws {InvalidInput} @throws {NotFound}
 */
export async function decideMirror(
  { temporal, clock }: Pick<App, 'temporal' | 'clock'>,
  { em, viewer: { organizationId, userId } }: Session,
  { bookingId, otherBookingId, reason, same }: MirrorInput & { same: boolean },
): Promise<{ bookingIds: [string, string] }> {
  const why = optionalText('reason', reason, 300);
  if (bookingId === otherBookingId) {
    throw new InvalidInput('otherBookingId', 'This is the same booking already: name another one.');
  }
  const ids = [bookingId, otherBookingId];
  const found = ids.every(isId) ? await em.find(Booking, { id: ids }) : [];
  const [one, other] = found;
  if (!one || !other) throw new NotFound('This organization has no such booking.');
  if (one.unitId !== other.unitId) throw differentUnits();
  const asked = {
    id: randomUUID(),
    organizationId,
    bookingId,
    otherBookingId,
    same,
    reason: why,
    requestedBy: userId,
    requestedAt: clock(),
  };
  await em.insert(MirrorRequest, asked);
  const input: MirrorDecisionInput = { organizationId, requestId: asked.id };
  const answer = await askWorkflow(temporal, 15, () =>
    temporal.workflow.executeUpdateWithStart(decide, {
      startWorkflowOperation: new WithStartWorkflowOperation(MIRROR_DECISION, {
        workflowId: mirrorDecisionWorkflowId(asked.id),
        taskQueue: QUEUES.availability,
        args: [input],
        workflowIdConflictPolicy: 'USE_EXISTING',
      }),
    }),
  );
  if (answer.kind === 'differentUnits') throw differentUnits();
  em.clear();
  return { bookingIds: [bookingId, otherBookingId] };
}

function differentUnits(): InvalidInput {
  return new InvalidInput('otherBookingId', 'Only bookings of one unit can be the same.');
}
