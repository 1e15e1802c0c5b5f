import { activityInfo, cancellationSignal, heartbeat } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { ExaminationActivities } from '@roomnight/contracts/feed-examination';
import { FAILURES } from '@roomnight/contracts/failures';
import type {
  FetchActivities,
  PollInput,
  PollResult,
  ReconcileActivities,
} from '@roomnight/contracts/feed-sync';
import { formatInstantIst } from '@roomnight/calendar/format';
import type { LogKeepingActivities } from '@roomnight/contracts/sync-log';
import type { Clock } from '@roomnight/runtime/clock';
import type { Logger } from '@roomnight/runtime/logger';
import type { Pool } from 'pg';
import { type ExaminationDependencies, examineRequest } from './doctor/examine-request.ts';
import { type PollDependencies, pollFeed, type Polled } from './feed/poll-feed.ts';
import { reconcileFeeds } from './feed/reconcile-feeds.ts';
import { StalePoll } from './feed/stale-poll.ts';
import { keepLogs } from './log-keeping/keep-logs.ts';

const RECONCILE_EVERY_MS = 60_000;
const KEEP_LOGS_EVERY_MS = 60 * 60_000;
/** Time for the poll that overtook this one to end. */
const STALE_RETRY_MS = 5_000;

/** Activities of the fetch queues. Idempotent: a retry polls again, and only the latest poll writes. */
export function createFetchActivities(dependencies: PollDependencies): FetchActivities {
  const poll = async (input: PollInput, force: boolean): Promise<Polled> => {
    const { workflowExecution } = activityInfo();
    try {
      return await pollFeed(dependencies, input, workflowExecution ?? { workflowId: '', runId: '' }, force);
    } catch (error) {
      if (!(error instanceof StalePoll)) throw error;
      throw noChange(FAILURES.stalePoll, error.message, STALE_RETRY_MS);
    }
  };

  return {
    async pollUntilChange(input) {
      const polled = await poll(input, false);
      const now = dependencies.clock();
      if (polled.kind === 'notDue')
        throw noChange(FAILURES.noChange, polled.message, untilDue(polled.at, now));
      if (polled.kind === 'polled' && polled.result.kind === 'unchanged') {
        throw noChange(FAILURES.noChange, polled.result.message, untilDue(polled.nextPollAt, now));
      }
      return polled.result;
    },
    async pollOnce(input): Promise<PollResult> {
      const polled = await poll(input, true);
      // Only a host that asked to wait, or has many feeds to answer, can put off what a person asked for.
      if (polled.kind === 'notDue')
        return { kind: 'postponed', health: polled.health, message: polled.message };
      return polled.result;
    },
  };
}

export interface ReconcileDependencies {
  pool: Pool;
  client: Client;
  clock: Clock;
  logger: Logger;
}

/** Activities of the sync queue. */
export function createReconcileActivities({
  pool,
  client,
  clock,
  logger,
}: ReconcileDependencies): ReconcileActivities & LogKeepingActivities {
  return {
    async keepSyncLogs() {
      const { daysRolledUp, runsDropped, bodiesDropped } = await keepLogs(pool, clock(), () => {
        heartbeat();
        cancellationSignal().throwIfAborted();
      });
      const done = `days rolled up: ${daysRolledUp}, sync runs dropped: ${runsDropped}, kept bodies dropped: ${bodiesDropped}`;
      throw noChange(FAILURES.noChange, `${done}, at ${formatInstantIst(clock())}`, KEEP_LOGS_EVERY_MS);
    },
    async reconcileFeeds() {
      const { started, poked } = await reconcileFeeds(pool, client, logger);
      const message = `${started} started, ${poked} told of a change at ${formatInstantIst(clock())}`;
      throw noChange(FAILURES.noChange, message, RECONCILE_EVERY_MS);
    },
  };
}

/** Activities of the sync queue that a person waits for. Idempotent: a retry finds the report there is. */
export function createExaminationActivities(dependencies: ExaminationDependencies): ExaminationActivities {
  return {
    async examineFeed(input) {
      await examineRequest(dependencies, input);
      return input;
    },
  };
}

/** The server's retry is the timer: benign, so neither a failure metric nor a warning. */
function noChange(type: string, message: string, nextRetryDelay: number): ApplicationFailure {
  const failure = ApplicationFailure.create({
    type,
    message,
    nextRetryDelay,
    category: ApplicationFailureCategory.BENIGN,
  });
  // Ops read the message on the pending activity; a stack of something that is no fault would hide it.
  failure.stack = '';
  return failure;
}

function untilDue(at: Date, now: Date): number {
  return Math.max(1_000, at.getTime() - now.getTime());
}
