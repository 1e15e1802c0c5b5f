import { setTimeout as delay } from 'node:timers/promises';
import { createActivities } from '@roomnight/conflict-service/activities';
import { FAILURES } from '@roomnight/contracts/failures';
import { FEED_SYNC, feedSyncWorkflowId } from '@roomnight/contracts/feed-sync';
import { fetchQueue, QUEUES } from '@roomnight/contracts/queues';
import { secretBox } from '@roomnight/database/secret-box';
import type { TestDatabase } from '@roomnight/database/test-database';
import { Child } from '@roomnight/local/child';
import { connectTemporal } from '@roomnight/runtime/temporal-client';
import { createTestNamespace } from '@roomnight/runtime/test-namespace';
import { createFetchActivities } from '@roomnight/sync-worker/activities';
import { createFeedFetcher } from '@roomnight/sync-worker/fetching/fetch-feed';
import { createHostSlots } from '@roomnight/sync-worker/fetching/host-slots';
import { createParserPool } from '@roomnight/sync-worker/reading/parser-pool';
import { untilPolled } from '../figures/poll-counts.ts';
import { analyze } from './analyze.ts';
import { createFeeds, platform } from './feeds.ts';
import type { FleetSettings } from './fleet-settings.ts';
import { inRepository } from './in-repository.ts';
import { openPool } from './pool.ts';
import { fastClock, sooner } from './sooner.ts';
import type { Stage } from './stage.ts';
import { openWorkers } from './workers.ts';

/** Many feeds with a database and a Temporal namespace of their own, all imported, and nobody polling them now. */
export interface Fleet {
  readonly database: TestDatabase;
  /**
   * Starts their sync-worker; resolves once they are polled evenly. The first time that is when each feed has come, later
   * when what became due while nobody was there has.
   */
  work(): Promise<{ pid: number; stop(): Promise<void> }>;
}

const startAtOnce = 40;
/** More than it takes thousands of feeds to come, and be told to wait. */
const leastCatchUpMs = 40_000;
/** A few stays a feed: importing thousands of them is not measured here. */
const occupancy = 0.03;
/** Longer than a poll ever asks to be left alone. */
const longestWaitMs = 65 * 60_000;

/**
 * @param perSecond polls a second of the whole fleet while its worker runs
 */
export async function createFleet(stage: Stage, count: number, perSecond: number): Promise<Fleet> {
  const meanMs = (count / perSecond) * 1_000;
  // Even a feed that comes again soonest, after half of that, finds that it is due.
  const clockSpeed = longestWaitMs / (meanMs / 2);
  const clockBegan = Date.now();
  const database = await stage.anotherDatabase();
  const temporalAddress = await stage.temporal();
  const namespace = await createTestNamespace(temporalAddress);
  const simulator = await stage.simulator();
  const feeds = await createFeeds(
    database.admin,
    secretBox({ current: Buffer.alloc(32, 7), old: [] }),
    simulator,
    count,
    occupancy,
  );
  const { organizationId, propertyId } = feeds.organization;
  const client = await connectTemporal({ TEMPORAL_ADDRESS: temporalAddress, TEMPORAL_NAMESPACE: namespace });
  for (let at = 0; at < count; at += startAtOnce) {
    const some = feeds.listingIds.slice(at, at + startAtOnce);
    await Promise.all(
      some.map((listingId) =>
        client.workflow.start(FEED_SYNC, {
          workflowId: feedSyncWorkflowId(listingId),
          taskQueue: QUEUES.sync,
          args: [{ organizationId, propertyId, listingId, platform }],
        }),
      ),
    );
  }
  await client.connection.close();
  await importAll();
  await analyze(database.admin);

  const settings: FleetSettings = {
    databaseUrl: database.url('sync'),
    temporalAddress,
    namespace,
    simulatorHost: new URL(simulator).host,
    feeds: count,
    meanMs,
    clockSpeed,
    clockBegan,
  };
  const logFile = stage.logFile(`fleet-${count}`);
  // By then those that came first have had their wait, and the polls are as many as they will be.
  const catchUpMs = Math.max(leastCatchUpMs, meanMs);
  let isSpread = false;
  return {
    database,
    async work() {
      const worker = await startWorker(settings, logFile, isSpread ? delay(catchUpMs) : undefined);
      isSpread = true;
      return worker;
    },
  };

  /** The first poll of each feed, by workers of this process. */
  async function importAll(): Promise<void> {
    const clock = fastClock(clockSpeed, clockBegan);
    const workers = await openWorkers(temporalAddress, namespace);
    const pool = openPool({ url: database.url('sync'), applicationName: 'bench', max: 20 });
    const conflictPool = openPool({ url: database.url('conflict'), applicationName: 'bench', max: 20 });
    const parsers = createParserPool({ threads: 1 });
    const fetcher = createFeedFetcher({ userAgent: 'bench', clock, allowPrivate: [new URL(simulator).host] });
    // Every feed is on the one host here.
    const hosts = createHostSlots({ atOnce: 40 });
    const secrets = secretBox({ current: Buffer.alloc(32, 7), old: [] });
    try {
      await workers.run({
        taskQueue: QUEUES.sync,
        workflowsPath: inRepository('services/sync-worker/src/workflows.ts'),
        maxCachedWorkflows: 500,
      });
      await workers.run({
        taskQueue: QUEUES.availability,
        activities: createActivities({ pool: conflictPool, clock }),
      });
      await workers.run({
        taskQueue: fetchQueue(platform),
        activities: createFetchActivities({ pool, secrets, clock, fetcher, parsers, hosts }),
        maxConcurrentActivityTaskExecutions: 40,
        interceptors: { activity: [sooner(FAILURES.noChange, 30_000)] },
      });
      await untilPolled(database.admin, feeds, 1);
    } finally {
      await workers.close();
      await Promise.all([fetcher.close(), parsers.close(), pool.end(), conflictPool.end()]);
    }
  }
}

/** @param ready when the fleet is polled evenly; undefined: when the worker says that each feed has come */
async function startWorker(settings: FleetSettings, logFile: string, ready?: Promise<void>) {
  const { promise: spread, resolve } = Promise.withResolvers<void>();
  const child = new Child({
    name: 'sync-worker of the bench',
    command: process.execPath,
    args: ['--no-warnings', '--max-semi-space-size=4', inRepository('bench/src/stage/fleet-worker.ts')],
    logFile,
    env: { ...process.env, FLEET: JSON.stringify(settings) },
    stopWithin: 30_000,
    onLine: (line) => {
      if (line === 'spread') resolve();
    },
  });
  const ended = child.exited.then(() => 'ended' as const);
  if ((await Promise.race([ready ?? spread, ended])) === 'ended') throw await child.failure();
  const { pid } = child;
  if (pid === undefined) throw await child.failure();
  return { pid, stop: () => child.stop() };
}
