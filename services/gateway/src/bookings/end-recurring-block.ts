import { randomUUID } from 'node:crypto';
import { addNights, istNight, type Night } from '@roomnight/calendar/night';
import { LATEST_CHECK_OUT_DAYS } from '@roomnight/contracts/booking';
import { endRecurring } from '@roomnight/contracts/recurring-block-messages';
import { RecurringBlock } from '@roomnight/database/entities/recurring-block';
import { RecurringBlockEndRequest } from '@roomnight/database/entities/recurring-block-end-request';
import { askWorkflow } from '../ask-workflow.ts';
import type { App, Session } from '../context.ts';
import { InvalidInput, NotFound } from '../failures.ts';
import { isId, requiredText } from '../input.ts';
import { recurringBlockWorkflow } from './create-recurring-block.ts';

export interface RecurringBlockEnding {
  readonly recurringBlockId: string;
  /** No occurrence begins on this night or later. */
  readonly from: Night;
  readonly reason: string;
}

/**
 * Ends a recurring block from a night on and opens its blocks from there. What has begun stays.
 *
 * @throws {InvalidInput} @throws {NotFound}
 */
export async function endRecurringBlock(
  { temporal, clock }: Pick<App, 'temporal' | 'clock'>,
  { em, viewer: { organizationId, userId } }: Session,
  { recurringBlockId, from, reason }: RecurringBlockEnding,
): Promise<{ recurringBlockId: string; opened: number }> {
  const why = requiredText('reason', reason, 300);
  const now = clock();
  if (from > addNights(istNight(now), LATEST_CHECK_OUT_DAYS)) {
    throw new InvalidInput('from', 'This is more than three years ahead: nothing is closed there yet.');
  }
  const block = isId(recurringBlockId) ? await em.findOne(RecurringBlock, { id: recurringBlockId }) : null;
  if (!block) throw noSuchBlock();
  const asked = {
    id: randomUUID(),
    organizationId,
    recurringBlockId,
    fromNight: from,
    reason: why,
    requestedBy: userId,
    requestedAt: now,
  };
  await em.insert(RecurringBlockEndRequest, asked);
  const answer = await askWorkflow(temporal, 15, () =>
    temporal.workflow.executeUpdateWithStart(endRecurring, {
      args: [{ requestId: asked.id }],
      startWorkflowOperation: recurringBlockWorkflow({ organizationId, recurringBlockId }),
    }),
  );
  if (answer.kind === 'notFound') throw noSuchBlock();
  em.clear();
  return { recurringBlockId, opened: answer.opened };
}

function noSuchBlock(): NotFound {
  return new NotFound('This organization has no such recurring block.');
}
