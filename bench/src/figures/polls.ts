import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { createActivities } from '@roomnight/conflict-service/activities';
import { FAILURES } from '@roomnight/contracts/failures';
import { FEED_SYNC, type FeedSyncInput, feedSyncWorkflowId } from '@roomnight/contracts/feed-sync';
import { fetchQueue, QUEUES } from '@roomnight/contracts/queues';
import { secretBox } from '@roomnight/database/secret-box';
import { connectTemporal } from '@roomnight/runtime/temporal-client';
import { createFetchActivities } from '@roomnight/sync-worker/activities';
import { createFeedFetcher } from '@roomnight/sync-worker/fetching/fetch-feed';
import { createHostSlots } from '@roomnight/sync-worker/fetching/host-slots';
import { createParserPool } from '@roomnight/sync-worker/reading/parser-pool';
import { bareActivities } from '../baselines/bare-activities.ts';
import { bareQueues } from '../baselines/bare.ts';
import { interleave, type Measurement } from '../measure/interleave.ts';
import { median } from '../measure/median.ts';
import { analyze } from '../stage/analyze.ts';
import { createFeeds, type Feeds, platform } from '../stage/feeds.ts';
import { inRepository } from '../stage/in-repository.ts';
import { openPool } from '../stage/pool.ts';
import { fastClock, sooner } from '../stage/sooner.ts';
import type { Stage } from '../stage/stage.ts';
import { openWorkers } from '../stage/workers.ts';
import { untilPolled, unchangedPolls } from './poll-counts.ts';

/** Enough that neither side ever waits for the next one to be due. */
const feedCount = 400;
const retryMs = 1_000;
/** Faster than a poll a second of what is polled twice an hour at most. */
const clockSpeed = 4_000;
const concurrentPolls = 40;
const warmUpMs = 3_000;
const windowMs = 12_000;
const runs = 5;

/**
 * Polls of feeds in which nothing changes, as many as Temporal, PostgreSQL and the worker can do on this machine,
 * against the same number of workflows whose activity only fails. Only one of the two has a worker at any time: the
 * other's tasks wait, without a cost, in their queue.
 */
export async function measurePolls(stage: Stage): Promise<{ rate: Measurement; events: Measurement }> {
  const database = await stage.database();
  const address = await stage.temporal();
  const simulator = await stage.simulator();
  const secrets = secretBox({ current: Buffer.alloc(32, 7), old: [] });
  const feeds = await createFeeds(database.admin, secrets, simulator, feedCount);
  const client = await connectTemporal({ TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: 'default' });
  const workers = await openWorkers(address);

  const clock = fastClock(clockSpeed);
  const pool = openPool({ url: database.url('sync'), applicationName: 'bench', max: 20 });
  const conflictPool = openPool({
    url: database.url('conflict'),
    applicationName: 'bench',
    max: 20,
    plansOnce: true,
  });
  const parsers = createParserPool({ threads: 1 });
  const fetcher = createFeedFetcher({
    userAgent: 'Mozilla/5.0 (compatible; Roomnight bench)',
    clock,
    allowPrivate: [new URL(simulator).host],
  });
  // Every feed is on the one host here.
  const hosts = createHostSlots({ atOnce: concurrentPolls });
  const fetchWorker = {
    taskQueue: fetchQueue(platform),
    activities: createFetchActivities({ pool, secrets, clock, fetcher, parsers, hosts }),
    maxConcurrentActivityTaskExecutions: concurrentPolls,
    interceptors: { activity: [sooner(FAILURES.noChange, retryMs)] },
  };
  let barePolls = 0;
  const bareWorker = {
    taskQueue: bareQueues.activities,
    activities: bareActivities(retryMs, () => barePolls++),
    maxConcurrentActivityTaskExecutions: concurrentPolls,
  };

  try {
    await workers.run({
      taskQueue: QUEUES.sync,
      workflowsPath: inRepository('services/sync-worker/src/workflows.ts'),
    });
    await workers.run({
      taskQueue: QUEUES.availability,
      activities: createActivities({ pool: conflictPool, clock }),
    });
    await workers.run({
      taskQueue: bareQueues.workflows,
      workflowsPath: inRepository('bench/src/baselines/workflows.ts'),
    });
    await startAll(client, feeds);
    const stopFirst = await workers.run(fetchWorker);
    await untilPolled(database.admin, feeds, 2);
    await stopFirst();
    await analyze(database.admin);

    const eventsPerPoll: number[] = [];
    const rate = await interleave({
      unit: 'polls/s',
      runs,
      product: async () => {
        const before = await historyLength(client, feeds);
        const { perSecond, total } = await during(
          () => workers.run(fetchWorker),
          () => unchangedPolls(database.admin),
        );
        eventsPerPoll.push(((await historyLength(client, feeds)) - before) / total);
        return perSecond;
      },
      baseline: async () => {
        const { perSecond } = await during(
          () => workers.run(bareWorker),
          async () => barePolls,
        );
        return perSecond;
      },
    });
    // The first run is not counted: neither here nor there.
    const events = {
      runs: eventsPerPoll.slice(1),
      product: median(eventsPerPoll),
      baseline: null,
      unit: 'events',
    };
    return { rate, events };
  } finally {
    await workers.close();
    await Promise.all([
      client.connection.close(),
      fetcher.close(),
      parsers.close(),
      pool.end(),
      conflictPool.end(),
    ]);
  }
}

async function startAll(client: Client, { organization, listingIds }: Feeds): Promise<void> {
  const { organizationId, propertyId } = organization;
  for (const listingId of listingIds) {
    const input: FeedSyncInput = { organizationId, propertyId, listingId, platform };
    await client.workflow.start(FEED_SYNC, {
      workflowId: feedSyncWorkflowId(listingId),
      taskQueue: QUEUES.sync,
      args: [input],
    });
    await client.workflow.start('BareWait', {
      workflowId: `bare:${listingId}`,
      taskQueue: bareQueues.workflows,
    });
  }
}

/** What a counter counts, a second and in all, while a worker runs, after it has warmed up. */
async function during(
  start: () => Promise<() => Promise<void>>,
  count: () => Promise<number>,
): Promise<{ perSecond: number; total: number }> {
  const atStart = await count();
  const stop = await start();
  await delay(warmUpMs);
  const before = await count();
  const began = performance.now();
  await delay(windowMs);
  const polls = (await count()) - before;
  const seconds = (performance.now() - began) / 1000;
  await stop();
  return { perSecond: polls / seconds, total: (await count()) - atStart };
}

async function historyLength(client: Client, { listingIds }: Feeds): Promise<number> {
  let sum = 0;
  for (const listingId of listingIds) {
    const { historyLength: length } = await client.workflow
      .getHandle(feedSyncWorkflowId(listingId))
      .describe();
    sum += length;
  }
  return sum;
}
