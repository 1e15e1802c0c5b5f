import type { ActOnConflictAnswer, ActOnConflictInput } from '@roomnight/contracts/conflict';
import type { Resolution } from '@roomnight/contracts/resolution';
import type { Actor } from '@roomnight/database/audit';
import { logEvents } from '@roomnight/database/event-log';
import { withOrganization } from '@roomnight/database/tenant';
import type { ClientBase } from 'pg';
import { auditAction, type Acting, type Refusal } from './acting.ts';
import { chooseResolution, withdrawResolution } from './choose-resolution.ts';
import { loadCase, openCase, type ConflictCase } from './conflict-case.ts';
import { notFound } from './failures.ts';
import { lockUnits } from './lock-units.ts';
import { doStep, undoStep } from './resolution-steps.ts';
import { retryLostRaces } from './retry.ts';
import type { Service } from './service.ts';

/** What a person wants done about a conflict. */
export type ConflictAction =
  | { action: 'assign'; details: { userId: string | null } }
  | { action: 'choose'; details: { resolution: Resolution } }
  | { action: 'withdraw'; details: object }
  | { action: 'do_step' | 'undo_step'; details: { stepId: string } };

/**
 * Does what a person wants done about a conflict, once however often it is called. A refused action changes nothing.
 *
 * @throws ApplicationFailure `NotFound`, not retryable, when there is no such request
 */
export function actOnConflict(
  { pool, clock }: Service,
  { organizationId, conflictId, requestId }: ActOnConflictInput,
): Promise<ActOnConflictAnswer> {
  return retryLostRaces(() =>
    withOrganization(pool, organizationId, async (tx): Promise<ActOnConflictAnswer> => {
      const scope = await lockUnits(tx, 'conflictRequest', requestId);
      const request = await loadRequest(tx, requestId, conflictId);
      if (request === undefined) throw notFound('request about that conflict', requestId);
      if (request.answer !== null) return request.answer;
      const conflict = await loadCase(tx, conflictId);
      if (conflict === undefined) return { kind: 'notFound' };
      const now = clock();
      await openCase(tx, organizationId, conflict);
      const actor: Actor = { kind: 'user', id: request.requestedBy };
      const refusal = await act({ tx, organizationId, scope, conflict, requestId, actor, now }, request);
      const answer: ActOnConflictAnswer =
        refusal === undefined ? { kind: 'done' } : { kind: 'refused', reason: refusal };
      if (refusal === undefined && request.action !== 'assign') await takeInHand(tx, conflictId);
      if (refusal === undefined) await announce(tx, organizationId, conflict, now);
      await tx.query({
        name: 'remember-action',
        text: `INSERT INTO availability.conflict_actions (request_id, organization_id, conflict_id, acted_at, answer)
               VALUES ($1, $2, $3, $4, $5)`,
        values: [requestId, organizationId, conflictId, now, answer],
      });
      return answer;
    }),
  );
}

function act(acting: Acting, request: ConflictAction): Promise<Refusal> | Refusal {
  switch (request.action) {
    case 'assign':
      return assign(acting, request.details.userId);
    case 'choose':
      return chooseResolution(acting, request.details.resolution);
    case 'withdraw':
      return withdrawResolution(acting);
    case 'do_step':
      return doStep(acting, request.details.stepId);
    case 'undo_step':
      return undoStep(acting, request.details.stepId);
  }
}

async function assign(acting: Acting, userId: string | null): Promise<Refusal> {
  const { tx, conflict } = acting;
  if (conflict.status === 'resolved') return 'This conflict is over: nobody has to take care of it any more.';
  await tx.query({
    name: 'assign',
    text: 'UPDATE availability.conflict_cases SET assignee_id = $2 WHERE conflict_id = $1',
    values: [conflict.id, userId],
  });
  await auditAction(acting, 'conflict.assigned', 'Who takes care of it.', {
    before: { assigneeId: conflict.assigneeId },
    after: { assigneeId: userId },
  });
  return undefined;
}

/** From now on nothing is done about it without asking. */
async function takeInHand(tx: ClientBase, conflictId: string): Promise<void> {
  await tx.query({
    name: 'take-in-hand',
    text: 'UPDATE availability.conflict_cases SET by_hand = true WHERE conflict_id = $1',
    values: [conflictId],
  });
}

/** Whoever looks at the conflict reads it anew. */
function announce(
  tx: ClientBase,
  organizationId: string,
  { id: conflictId, propertyId, unitId, checkIn, checkOut }: ConflictCase,
  occurredAt: Date,
): Promise<void> {
  return logEvents(tx, [
    {
      organizationId,
      type: 'ConflictChanged',
      occurredAt,
      propertyId,
      unitId,
      conflictId,
      checkIn,
      checkOut,
    },
  ]);
}

type Request = ConflictAction & { requestedBy: string; answer: ActOnConflictAnswer | null };

async function loadRequest(
  tx: ClientBase,
  requestId: string,
  conflictId: string,
): Promise<Request | undefined> {
  const { rows } = await tx.query<Request>({
    name: 'conflict-request',
    text: `SELECT r.action, r.details, r.requested_by AS "requestedBy", a.answer FROM gateway.conflict_requests r
           LEFT JOIN availability.conflict_actions a ON a.request_id = r.id WHERE r.id = $1 AND r.conflict_id = $2`,
    values: [requestId, conflictId],
  });
  return rows[0];
}
