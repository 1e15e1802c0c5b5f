import { CHECKLIST, checklistWorkflowId, type ChecklistInput } from '@roomnight/contracts/checklist';
import { asReader } from '@roomnight/database/tenant';
import { announceChecklist } from './announce-checklist.ts';
import type { Dependencies } from './dependencies.ts';

const PAGE = 1000;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

export interface Repaired {
  /** Told of a change that a crash kept from them. */
  told: number;
  /** Open checklists that had no workflow. */
  started: number;
}

/** Tells every workflow what it was not told, and starts those that an open checklist lacks. */
export async function repairChecklistWorkflows(deps: Dependencies, onPage: () => void): Promise<Repaired> {
  const told = await announceAll(deps, 'revision <> announced_revision', () => true, onPage);
  const running = await runningWorkflows(deps);
  const lacks = ({ checklistId }: ChecklistInput) => !running.has(checklistWorkflowId(checklistId));
  return { told, started: await announceAll(deps, `status = 'open'`, lacks, onPage) };
}

async function announceAll(
  deps: Dependencies,
  condition: string,
  needed: (checklist: ChecklistInput) => boolean,
  onPage: () => void,
): Promise<number> {
  let count = 0;
  for (let page = await readPage(deps, condition, BEFORE_ALL); page.length > 0;) {
    const missing = page.filter(needed);
    for (const checklist of missing) await announceChecklist(deps, checklist);
    count += missing.length;
    onPage();
    page = await readPage(deps, condition, page.at(-1)?.checklistId ?? BEFORE_ALL);
  }
  return count;
}

function readPage({ pool }: Dependencies, condition: string, after: string): Promise<ChecklistInput[]> {
  return asReader(pool, 'sweeper', async (tx) => {
    const { rows } = await tx.query<ChecklistInput>(
      `SELECT id AS "checklistId", organization_id AS "organizationId" FROM checklists.manual_update_checklists
       WHERE ${condition} AND id > $1 ORDER BY id LIMIT $2`,
      [after, PAGE],
    );
    return rows;
  });
}

/** Temporal's list lags a little: a workflow it does not show yet is signalled once more, which harms nothing. */
async function runningWorkflows({ workflows }: Dependencies): Promise<Set<string>> {
  const ids = new Set<string>();
  const query = `WorkflowType = '${CHECKLIST}' AND ExecutionStatus = 'Running'`;
  for await (const { workflowId } of workflows.list({ query })) ids.add(workflowId);
  return ids;
}
