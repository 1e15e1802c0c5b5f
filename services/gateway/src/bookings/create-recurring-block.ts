import { randomUUID } from 'node:crypto';
import {
  RECURRING_BLOCK,
  type RecurringBlockInput,
  recurringBlockWorkflowId,
} from '@roomnight/contracts/recurring-block';
import { expand } from '@roomnight/contracts/recurring-block-messages';
import { QUEUES } from '@roomnight/contracts/queues';
import { Unit } from '@roomnight/database/entities/unit';
import { WithStartWorkflowOperation } from '@temporalio/client';
import { askWorkflow } from '../ask-workflow.ts';
import type { App, Session } from '../context.ts';
import { IdempotencyKeyReused, NotFound, OccurrencesTaken } from '../failures.ts';
import { isId, requiredText } from '../input.ts';
import { bodyHash } from './body-hash.ts';
import { checkRecurrence, type RecurrenceWish } from './check-recurrence.ts';
import { checkIdempotencyKey } from './request-rules.ts';

export interface RecurringBlockWish extends RecurrenceWish {
  readonly unitId: string;
  readonly reason: string;
  /** Leave out what is taken, instead of closing nothing. */
  readonly skipTaken: boolean;
  readonly idempotencyKey: string;
}

/**
 * Closes nights again and again: those within the horizon now, the others as time comes. As with a booking, the request
 * is a row before Temporal hears of it, so that a retry gets the answer the first try got.
 *
 * @throws {InvalidInput} @throws {NotFound} @throws {OccurrencesTaken} @throws {IdempotencyKeyReused}
 */
export async function createRecurringBlock(
  app: App,
  session: Session,
  wish: RecurringBlockWish,
): Promise<{ recurringBlockId: string }> {
  const recurringBlockId = await storeRecurringBlock(app, session, wish);
  const answer = await askWorkflow(app.temporal, 15, () =>
    app.temporal.workflow.executeUpdateWithStart(expand, {
      startWorkflowOperation: recurringBlockWorkflow({
        organizationId: session.viewer.organizationId,
        recurringBlockId,
      }),
    }),
  );
  if (answer.kind === 'refused') throw new OccurrencesTaken(answer.taken);
  session.em.clear();
  return { recurringBlockId };
}

/** The workflow of a recurring block, started anew if it is over. */
export function recurringBlockWorkflow(input: RecurringBlockInput) {
  return new WithStartWorkflowOperation(RECURRING_BLOCK, {
    workflowId: recurringBlockWorkflowId(input.recurringBlockId),
    taskQueue: QUEUES.availability,
    args: [input],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
  });
}

/** Keeps what was asked for and returns the row's id: the same one for the same request under the same key. */
async function storeRecurringBlock(
  app: App,
  { em, viewer }: Session,
  asked: RecurringBlockWish,
): Promise<string> {
  checkIdempotencyKey(asked.idempotencyKey);
  const wish = { ...asked, rrule: asked.rrule.trim(), reason: requiredText('reason', asked.reason, 300) };
  const { organizationId, userId } = viewer;
  const { idempotencyKey, unitId } = wish;
  const hash = bodyHash(wish);
  return em.transactional(async (tx) => {
    const known = await tx.execute<RequestRow[]>(
      'SELECT id, body_hash FROM gateway.recurring_block_requests WHERE organization_id = ? AND idempotency_key = ?',
      [organizationId, idempotencyKey],
    );
    if (known[0]) return sameRequest(known[0], hash);

    const now = app.clock();
    checkRecurrence(wish, now);
    if (!isId(unitId) || !(await tx.findOne(Unit, { id: unitId })))
      throw new NotFound('This organization has no such unit.');
    // Two tries of one request at once: the second finds the first one's row.
    const stored = await tx.execute<RequestRow[]>(
      `INSERT INTO gateway.recurring_block_requests (id, organization_id, idempotency_key, body_hash, unit_id, first_night,
         nights, rrule, skip_taken, reason, requested_by, requested_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (organization_id, idempotency_key) DO UPDATE SET idempotency_key = excluded.idempotency_key
       RETURNING id, body_hash`,
      [
        randomUUID(),
        organizationId,
        idempotencyKey,
        hash,
        unitId,
        wish.firstNight,
        wish.nights,
        wish.rrule,
        wish.skipTaken,
        wish.reason,
        userId,
        now,
      ],
    );
    if (!stored[0]) throw new Error('an INSERT with RETURNING gave no row');
    return sameRequest(stored[0], hash);
  });
}

interface RequestRow {
  id: string;
  body_hash: string;
}

function sameRequest(row: RequestRow, hash: string): string {
  if (row.body_hash !== hash) throw new IdempotencyKeyReused();
  return row.id;
}
