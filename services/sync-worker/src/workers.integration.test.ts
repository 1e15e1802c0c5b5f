import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { expect, it } from 'vitest';
import { FEED_SYNC, type PollResult } from '@roomnight/contracts/feed-sync';
import { feedSyncStart } from '@roomnight/contracts/feed-sync-start';
import { fetchQueue, QUEUES } from '@roomnight/contracts/queues';
import { createTestNamespace } from '@roomnight/runtime/test-namespace';
import { syncWorkers } from './workers.ts';

const address = process.env.ROOMNIGHT_TEST_TEMPORAL ?? '';
const platform = 'gommt';
const feeds = 10;
const perSecond = 4;

it('fetches no faster than the fleet may, however many workers there are', async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  const namespace = await createTestNamespace(address);
  const client = new Client({ connection: await Connection.connect({ address }), namespace });
  const polls: { by: number; at: number }[] = [];
  const never = () => Promise.reject(new Error('never called'));
  /** The workers of a process whose feeds are over as soon as they are polled. */
  const processOf = (by: number) => {
    const poll = async (): Promise<PollResult> => {
      polls.push({ by, at: performance.now() });
      return { kind: 'stopped', message: 'stopped: the listing was deleted' };
    };
    return syncWorkers({
      fetchActivities: { pollUntilChange: poll, pollOnce: poll },
      reconcileActivities: { reconcileFeeds: never },
      examinationActivities: { examineFeed: never },
      concurrentPolls: 40,
    });
  };
  const workflows = processOf(1).filter(({ taskQueue }) => taskQueue === QUEUES.sync);
  const fetching = [processOf(1), processOf(2)].flatMap((workers) =>
    workers.filter(({ taskQueue }) => taskQueue === fetchQueue(platform)),
  );
  // The dev server itself does not reach the platform's own limit.
  const limited = fetching.map((worker) => ({ ...worker, maxTaskQueueActivitiesPerSecond: perSecond }));
  // A connection each, as in processes of their own.
  const opened = await Promise.all(
    [...workflows, ...limited].map(async (worker) => {
      const connection = await NativeConnection.connect({ address });
      return { connection, worker: await Worker.create({ ...worker, connection, namespace }) };
    }),
  );
  const running = Promise.all(opened.map(({ worker }) => worker.run()));
  const ids = { organizationId: randomUUID(), propertyId: randomUUID() };
  const handles = await Promise.all(
    Array.from({ length: feeds }, () => {
      const input = { ...ids, listingId: randomUUID(), platform };
      return client.workflow.start(FEED_SYNC, feedSyncStart(input, { platform, summary: 'a feed' }));
    }),
  );
  await Promise.all(handles.map((handle) => handle.result()));
  for (const { worker } of opened) worker.shutdown();
  await running;
  await Promise.all(opened.map(({ connection }) => connection.close()));
  await client.connection.close();

  expect(polls).toHaveLength(feeds);
  expect(new Set(polls.map(({ by }) => by)).size).toBe(2);
  const times = polls.map(({ at }) => at).toSorted((a, b) => a - b);
  const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1_000;
  // A second's worth may come at once, the rest at the limit.
  expect(seconds).toBeGreaterThan((feeds - perSecond) / perSecond - 0.5);
});
