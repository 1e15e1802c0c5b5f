import { fileURLToPath } from 'node:url';
import type { ExaminationActivities } from '@roomnight/contracts/feed-examination';
import type { FetchActivities, ReconcileActivities } from '@roomnight/contracts/feed-sync';
import { fetchQueue, QUEUES } from '@roomnight/contracts/queues';
import { platforms, pluginKeyOf } from '@roomnight/platforms/registry';
import type { WorkerOptions } from '@temporalio/worker';

/**
 * Workflows kept in memory between two of their tasks, at about a quarter of a megabyte each. A FeedSync that only waits
 * has no task for days, so keeping more would fill the memory for nothing.
 */
const CACHED_WORKFLOWS = 300;

export interface SyncWork {
  fetchActivities: FetchActivities;
  reconcileActivities: ReconcileActivities;
  examinationActivities: ExaminationActivities;
  /** Polls at once in this process, of each platform. */
  concurrentPolls: number;
}

/** The workers of this service: one for workflows and what keeps them right, and one a platform that fetches its feeds. */
export function syncWorkers({
  fetchActivities,
  reconcileActivities,
  examinationActivities,
  concurrentPolls,
}: SyncWork): (Omit<WorkerOptions, 'connection' | 'namespace'> & { taskQueue: string })[] {
  return [
    {
      taskQueue: QUEUES.sync,
      workflowsPath: fileURLToPath(new URL('./workflows.ts', import.meta.url)),
      activities: { ...reconcileActivities, ...examinationActivities },
      maxCachedWorkflows: CACHED_WORKFLOWS,
    },
    ...platforms.flatMap((platform) =>
      platform.ical === undefined || pluginKeyOf(platform) !== platform.key
        ? []
        : {
            taskQueue: fetchQueue(platform.key),
            activities: fetchActivities,
            maxConcurrentActivityTaskExecutions: concurrentPolls,
            // Over the whole fleet, whoever and however many poll: Temporal's server keeps to it.
            maxTaskQueueActivitiesPerSecond: platform.ical.fetchesPerSecond,
          },
    ),
  ];
}
