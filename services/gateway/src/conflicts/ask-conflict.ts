import { randomUUID } from 'node:crypto';
import { WithStartWorkflowOperation } from '@temporalio/client';
import { CONFLICT, conflictWorkflowId, type ConflictInput } from '@roomnight/contracts/conflict';
import { actOnConflict } from '@roomnight/contracts/conflict-messages';
import { QUEUES } from '@roomnight/contracts/queues';
import type { Resolution } from '@roomnight/contracts/resolution';
import { CalendarConflict } from '@roomnight/database/entities/calendar-conflict';
import { ConflictRequest } from '@roomnight/database/entities/conflict-request';
import { askWorkflow } from '../ask-workflow.ts';
import type { App, Session } from '../context.ts';
import { ConflictRefused, NotFound } from '../failures.ts';
import { isId } from '../input.ts';

/** What a person wants done about a conflict. */
export type ConflictWish =
  | { action: 'assign'; details: { userId: string | null } }
  | { action: 'choose'; details: { resolution: Resolution } }
  | { action: 'withdraw'; details: Record<string, never> }
  | { action: 'do_step' | 'undo_step'; details: { stepId: string } };

/**
 * Asks the conflict's workflow to do something about it.
 *
 * @throws {NotFound} @throws {ConflictRefused}
 */
export async function askConflict(
  { temporal, clock }: Pick<App, 'temporal' | 'clock'>,
  session: Session,
  conflictId: string,
  wish: ConflictWish,
): Promise<{ conflictId: string }> {
  const { em, viewer } = session;
  await requireConflict(session, conflictId);
  const { organizationId } = viewer;
  const requestId = randomUUID();
  await em.insert(ConflictRequest, {
    id: requestId,
    organizationId,
    conflictId,
    ...wish,
    requestedBy: viewer.userId,
    requestedAt: clock(),
  });
  const input: ConflictInput = { organizationId, conflictId };
  const answer = await askWorkflow(temporal, 15, () =>
    temporal.workflow.executeUpdateWithStart(actOnConflict, {
      args: [requestId],
      startWorkflowOperation: new WithStartWorkflowOperation(CONFLICT, {
        workflowId: conflictWorkflowId(conflictId),
        taskQueue: QUEUES.availability,
        args: [input],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      }),
    }),
  );
  if (answer.kind === 'notFound') throw noConflict();
  if (answer.kind === 'refused') throw new ConflictRefused(answer.reason);
  em.clear();
  return { conflictId };
}

/** @throws {NotFound} */
export async function requireConflict({ em }: Session, conflictId: string): Promise<CalendarConflict> {
  const conflict = isId(conflictId) ? await em.findOne(CalendarConflict, { id: conflictId }) : null;
  if (!conflict) throw noConflict();
  return conflict;
}

function noConflict(): NotFound {
  return new NotFound('This organization has no such conflict.');
}
