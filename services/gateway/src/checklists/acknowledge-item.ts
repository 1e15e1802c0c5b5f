import { WithStartWorkflowOperation } from '@temporalio/client';
import {
  type AcknowledgeAnswer,
  CHECKLIST,
  type ChecklistInput,
  checklistWorkflowId,
} from '@roomnight/contracts/checklist';
import { acknowledgeItem as update } from '@roomnight/contracts/checklist-messages';
import { QUEUES } from '@roomnight/contracts/queues';
import { ChecklistItem } from '@roomnight/database/entities/checklist-item';
import { askWorkflow } from '../ask-workflow.ts';
import type { App, Session } from '../context.ts';
import { NotFound } from '../failures.ts';
import { isId } from '../input.ts';

/**
 * Ticks an item off through its checklist's workflow, which is started if it does not run.
 *
 * @throws {NotFound}
 */
export async function acknowledgeItem(
  { temporal }: Pick<App, 'temporal'>,
  { em, viewer: { organizationId, userId } }: Session,
  itemId: string,
): Promise<Exclude<AcknowledgeAnswer, { kind: 'notFound' }> & { checklistId: string }> {
  const item = isId(itemId) ? await em.findOne(ChecklistItem, { id: itemId }) : null;
  if (!item) throw new NotFound('This organization has no such checklist item.');
  const { checklistId } = item;
  const input: ChecklistInput = { organizationId, checklistId };
  const answer = await askWorkflow(temporal, 15, () =>
    temporal.workflow.executeUpdateWithStart(update, {
      args: [{ itemId, userId }],
      startWorkflowOperation: new WithStartWorkflowOperation(CHECKLIST, {
        workflowId: checklistWorkflowId(checklistId),
        taskQueue: QUEUES.checklists,
        args: [input],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      }),
    }),
  );
  if (answer.kind === 'notFound') throw new NotFound('This organization has no such checklist item.');
  em.clear();
  return { ...answer, checklistId };
}
