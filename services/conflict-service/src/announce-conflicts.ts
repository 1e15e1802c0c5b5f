import { setTimeout as wait } from 'node:timers/promises';
import type { WorkflowClient } from '@temporalio/client';
import { CONFLICT, conflictWorkflowId, type ConflictInput } from '@roomnight/contracts/conflict';
import { conflictChanged } from '@roomnight/contracts/conflict-messages';
import { QUEUES } from '@roomnight/contracts/queues';
import { asReader, withOrganization } from '@roomnight/database/tenant';
import type { Logger } from '@roomnight/runtime/logger';
import type { Pool } from 'pg';

const EVERY = 500;
const REPAIR_EVERY = 10 * 60_000;
const PAGE = 200;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

export interface Announcing {
  pool: Pool;
  workflows: WorkflowClient;
  logger: Logger;
}

/**
 * Tells workflows of their conflicts' changes until stopped, and starts those that do not run. A row that differs from
 * what its workflow was told is told again, so a crash between the two loses nothing; told twice harms nothing, so any
 * number of processes may do this. Never rejects.
 */
export async function followConflicts(deps: Announcing, stop: AbortSignal): Promise<void> {
  let repairAt = 0;
  while (!stop.aborted) {
    let told = 0;
    try {
      if (performance.now() >= repairAt) {
        await repairConflictWorkflows(deps);
        repairAt = performance.now() + REPAIR_EVERY;
      }
      told = await announceConflicts(deps);
    } catch (error) {
      deps.logger.error({ err: error }, 'workflows could not be told of their conflicts');
    }
    if (told < PAGE) await wait(EVERY, undefined, { signal: stop }).catch(() => undefined);
  }
}

/**
 * One that cannot be told does not hold back the others: it is told the next time.
 *
 * @returns how many were told
 */
export async function announceConflicts({ pool, workflows, logger }: Announcing): Promise<number> {
  let told = 0;
  const changed = await asReader(pool, 'sweeper', async (tx) => {
    const { rows } = await tx.query<ConflictInput & { revision: number }>({
      name: 'conflicts-to-announce',
      text: `SELECT id AS "conflictId", organization_id AS "organizationId", revision
             FROM availability.calendar_conflicts WHERE revision <> announced_revision ORDER BY id LIMIT $1`,
      values: [PAGE],
    });
    return rows;
  });
  for (const { organizationId, conflictId, revision } of changed) {
    try {
      await announce(workflows, { organizationId, conflictId });
      await withOrganization(pool, organizationId, (tx) =>
        tx.query({
          name: 'announced',
          text: `UPDATE availability.calendar_conflicts SET announced_revision = greatest(announced_revision, $2) WHERE id = $1`,
          values: [conflictId, revision],
        }),
      );
      told += 1;
    } catch (error) {
      logger.error({ err: error, conflictId }, 'a workflow could not be told of its conflict');
    }
  }
  return told;
}

/**
 * Starts the workflows that open conflicts lack although they were started: Temporal was restored from a backup, or
 * somebody ended one by hand. Its list lags a little: one that it does not show yet is signalled once more.
 */
export async function repairConflictWorkflows({ pool, workflows }: Announcing): Promise<void> {
  const running = new Set<string>();
  const query = `WorkflowType = '${CONFLICT}' AND ExecutionStatus = 'Running'`;
  for await (const { workflowId } of workflows.list({ query })) running.add(workflowId);
  for (let after = BEFORE_ALL; ;) {
    const page = await asReader(pool, 'sweeper', async (tx) => {
      const { rows } = await tx.query<ConflictInput>({
        name: 'open-conflicts',
        text: `SELECT id AS "conflictId", organization_id AS "organizationId" FROM availability.calendar_conflicts
               WHERE status <> 'resolved' AND id > $1 ORDER BY id LIMIT $2`,
        values: [after, PAGE],
      });
      return rows;
    });
    for (const conflict of page) {
      if (!running.has(conflictWorkflowId(conflict.conflictId))) await announce(workflows, conflict);
    }
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.conflictId;
  }
}

async function announce(workflows: WorkflowClient, input: ConflictInput): Promise<void> {
  await workflows.signalWithStart(CONFLICT, {
    workflowId: conflictWorkflowId(input.conflictId),
    taskQueue: QUEUES.availability,
    args: [input],
    signal: conflictChanged,
    signalArgs: [],
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
}
