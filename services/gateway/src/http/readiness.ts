import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { formatInstantWithDayIst } from '@roomnight/calendar/format';
import { QUEUES } from '@roomnight/contracts/queues';
import { WATCHDOG_EVERY_MINUTES } from '@roomnight/contracts/watchdog';
import { migrations } from '@roomnight/database/migrations';
import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import type { Clock } from '@roomnight/runtime/clock';
import { isDashboardBuilt } from './dashboard.ts';

/** A part of the product as `/readyz` names it; `detail` says what is wrong, or what is there. */
export interface Part {
  ready: boolean;
  detail: string;
}

interface Dependencies {
  pool: Pool;
  temporal: Client;
  namespace: string;
  dashboardRoot: string;
  clock: Clock;
}

const WORKFLOW_QUEUE = 1;
/** A living worker asks for work at least once a minute. */
const RECENT_MS = 90_000;
const PATIENCE_MS = 2_000;
/** Three passes of the watchdog that did not come. */
const WATCHDOG_DEAD_MS = 3 * WATCHDOG_EVERY_MINUTES * 60_000;

/** `/readyz`: 200 when all of the product works, else 503, and each part's state either way. */
export function readinessRoutes(app: FastifyInstance, dependencies: Dependencies): void {
  app.get('/healthz', async () => ({ ok: true }));
  app.get('/readyz', async (_request, reply) => {
    const parts = await readiness(dependencies);
    const ready = Object.values(parts).every((part) => part.ready);
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ready, parts });
  });
}

async function readiness(dependencies: Dependencies): Promise<Record<string, Part>> {
  const queues = Object.entries(QUEUES).map(async ([name, queue]) => {
    const part = await attempt('its task queue cannot be asked', () => workersOf(queue, dependencies));
    return [name, part] as const;
  });
  const [postgres, temporal, watchdog, ...workers] = await Promise.all([
    attempt('PostgreSQL does not answer', () => database(dependencies)),
    attempt('Temporal does not answer', () => temporalAnswers(dependencies)),
    attempt('its last pass cannot be read', () => watchdogPassed(dependencies)),
    ...queues,
  ]);
  const built = isDashboardBuilt(dependencies.dashboardRoot);
  return {
    postgres,
    temporal,
    watchdog,
    ...Object.fromEntries(workers),
    dashboard: { ready: built, detail: built ? 'built' : 'not built: run npm run build -w web' },
  };
}

/**
 * A part that throws is not ready, nor is one that keeps us waiting longer than a probe waits. Why is for the log of
 * that part: messages can hold addresses.
 */
async function attempt(otherwise: string, check: () => Promise<Part>): Promise<Part> {
  const failed = { ready: false, detail: otherwise };
  const patience = new AbortController();
  const tooLate = delay(PATIENCE_MS, failed, { signal: patience.signal });
  try {
    return await Promise.race([check(), tooLate]);
  } catch {
    return failed;
  } finally {
    patience.abort();
  }
}

async function database({ pool }: Dependencies): Promise<Part> {
  const { rows } = await pool.query<{ name: string }>('SELECT name FROM public.migrations');
  const ran = new Set(rows.map(({ name }) => name));
  const missing = migrations.length - ran.size;
  return missing > 0
    ? { ready: false, detail: `${missing} migrations have not run: run npm run migrate` }
    : { ready: true, detail: 'migrated' };
}

async function temporalAnswers({ temporal, namespace }: Dependencies): Promise<Part> {
  await temporal.connection.workflowService.describeNamespace({ namespace });
  return { ready: true, detail: `namespace ${namespace}` };
}

/** Feeds could fail and nobody be told: no worker of its own may notice that it is dead. */
async function watchdogPassed({ pool, clock }: Dependencies): Promise<Part> {
  const { rows } = await pool.query<{ passedAt: Date }>(
    'SELECT passed_at AS "passedAt" FROM checklists.watchdog_passes',
  );
  const passedAt = rows[0]?.passedAt;
  if (passedAt === undefined) return { ready: false, detail: 'it has not looked at the feeds yet' };
  const detail = `last looked at the feeds ${formatInstantWithDayIst(passedAt)}`;
  return { ready: clock().getTime() - passedAt.getTime() <= WATCHDOG_DEAD_MS, detail };
}

async function workersOf(queue: string, { temporal, namespace, clock }: Dependencies): Promise<Part> {
  const { pollers } = await temporal.connection.workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name: queue },
    taskQueueType: WORKFLOW_QUEUE,
  });
  const since = clock().getTime() - RECENT_MS;
  const alive = pollers.filter(
    ({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1_000 >= since,
  ).length;
  return alive > 0
    ? { ready: true, detail: `${alive} pollers` }
    : { ready: false, detail: `no worker polls the task queue ${queue}` };
}
