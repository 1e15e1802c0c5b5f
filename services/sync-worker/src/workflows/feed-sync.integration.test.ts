import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  type ApplyChangeSetInput,
  type ApplyChangeSetResult,
  type FeedSyncInput,
  feedSyncWorkflowId,
  type PollInput,
  type PollResult,
} from '@roomnight/contracts/feed-sync';
import { currentStatus, listingChanged, syncNow } from '@roomnight/contracts/feed-sync-messages';
import { FAILURES } from '@roomnight/contracts/failures';
import { fetchQueue, QUEUES } from '@roomnight/contracts/queues';
import { searchAttributes } from '@roomnight/contracts/search-attributes';
import { FeedSync } from './feed-sync.ts';

const path = process.env.ROOMNIGHT_TEST_TIME_SKIPPING;
const WORKFLOWS = fileURLToPath(new URL('../workflows.ts', import.meta.url));
const KEYWORD = 2;
const patient = { timeout: 15_000 };
const PLATFORM = 'airbnb';
const INTERVAL = '45 minutes';

/** A feed that answers what the test has queued, and "unchanged" when nothing is queued. */
interface ScriptedFeed {
  results: PollResult[];
  /** When it was polled, in milliseconds of the test server's clock. */
  polls: number[];
  forced: number;
  /** The health that the workflow showed at the last poll. */
  shown: string | undefined;
  applied: string[];
}

const unchanged: PollResult = {
  kind: 'unchanged',
  syncRunId: 'run-0',
  health: 'healthy',
  message: 'unchanged at 12:05 IST',
};
const changed: PollResult = {
  kind: 'changed',
  syncRunId: 'run-1',
  changeSetId: 'set-1',
  health: 'healthy',
  message: 'one stay new at 12:05 IST',
};
const failing: PollResult = {
  kind: 'healthChanged',
  syncRunId: 'run-2',
  health: 'failing',
  message: 'answered 404 since 12:05 IST',
};
const postponed: PollResult = {
  kind: 'postponed',
  health: 'failing',
  message: 'the server asked to wait until 12:30 IST: nothing was fetched',
};
const stopped: PollResult = { kind: 'stopped', message: 'stopped: the listing is paused' };

// Time is skipped in the first tests only: that server stops skipping once an activity in back-off was cancelled.
describe.skipIf(path === undefined)('FeedSync', () => {
  const feeds = new Map<string, ScriptedFeed>();
  let env: TestWorkflowEnvironment;
  let bundle: Awaited<ReturnType<typeof bundleWorkflowCode>>;
  let workers: Worker[] = [];
  let running: Promise<void[]>;

  const feedOf = (listingId: string): ScriptedFeed => {
    const feed = feeds.get(listingId);
    if (feed === undefined) throw new Error(`no feed is scripted for ${listingId}`);
    return feed;
  };
  const activities = {
    async pollUntilChange({ listingId, shownHealth }: PollInput): Promise<PollResult> {
      const feed = feedOf(listingId);
      feed.shown = shownHealth;
      feed.polls.push(await env.currentTimeMs());
      const result = feed.results.shift();
      if (result !== undefined) return result;
      throw ApplicationFailure.create({
        type: FAILURES.noChange,
        message: 'unchanged at 12:04 IST; next about 12:49',
        nextRetryDelay: INTERVAL,
        category: ApplicationFailureCategory.BENIGN,
      });
    },
    async pollOnce({ listingId }: PollInput): Promise<PollResult> {
      const feed = feedOf(listingId);
      feed.forced += 1;
      return feed.results.shift() ?? unchanged;
    },
    async applyChangeSet({
      organizationId,
      changeSetId,
    }: ApplyChangeSetInput): Promise<ApplyChangeSetResult> {
      feedOf(organizationId).applied.push(changeSetId);
      return { created: 1, changed: 0, cancelled: 0, conflicts: 0 };
    },
  };

  beforeAll(async () => {
    env = await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path: path ?? '' } },
    });
    // The time-skipping server adds attributes but cannot list them, so the product's own registration does not serve.
    await env.connection.operatorService.addSearchAttributes({
      namespace: 'default',
      searchAttributes: Object.fromEntries(
        Object.values(searchAttributes).map(({ name }) => [name, KEYWORD]),
      ),
    });
    bundle = await bundleWorkflowCode({ workflowsPath: WORKFLOWS });
    const connection = env.nativeConnection;
    workers = await Promise.all([
      Worker.create({ connection, taskQueue: QUEUES.sync, workflowBundle: bundle }),
      Worker.create({ connection, taskQueue: fetchQueue(PLATFORM), activities }),
      Worker.create({ connection, taskQueue: QUEUES.availability, activities }),
    ]);
    running = Promise.all(workers.map((worker) => worker.run()));
  }, 120_000);

  afterAll(async () => {
    for (const worker of workers) worker.shutdown();
    await running;
    await env.teardown();
  });

  /** Runs `act` against a FeedSync whose polls the feed answers. */
  async function withFeed(
    act: (handle: WorkflowHandle<typeof FeedSync>, feed: ScriptedFeed) => Promise<void>,
    results: PollResult[] = [],
  ): Promise<void> {
    const listingId = randomUUID();
    const feed: ScriptedFeed = { results, polls: [], forced: 0, shown: undefined, applied: [] };
    feeds.set(listingId, feed);
    // The organization's id doubles as the listing's, so that what is applied can be told apart.
    const input: FeedSyncInput = {
      organizationId: listingId,
      propertyId: 'property',
      listingId,
      platform: PLATFORM,
    };
    const handle = await env.client.workflow.start(FeedSync, {
      workflowId: feedSyncWorkflowId(listingId),
      taskQueue: QUEUES.sync,
      args: [input],
    });
    await act(handle, feed);
    const { status } = await handle.describe();
    if (status.name === 'RUNNING') await handle.terminate();
  }

  it('leaves nothing in history while nothing changes', async () => {
    await withFeed(async (handle, feed) => {
      await env.sleep('2 days');
      expect(feed.polls.length).toBeGreaterThan(40);
      const { events } = await handle.fetchHistory();
      expect(events?.map((event) => event.activityTaskScheduledEventAttributes).filter(Boolean)).toHaveLength(
        1,
      );
      expect(events?.length).toBeLessThan(8);
    });
  });

  it('polls at the delay the poll asks for', async () => {
    await withFeed(async (_handle, feed) => {
      await env.sleep('3 hours');
      const gaps = feed.polls.slice(1).map((at, i) => Math.round((at - (feed.polls[i] ?? 0)) / 60_000));
      expect(gaps.length).toBeGreaterThan(2);
      expect(new Set(gaps)).toEqual(new Set([45]));
    });
  });

  it('applies a change and goes on waiting', async () => {
    await withFeed(
      async (handle, feed) => {
        await vi.waitFor(() => expect(feed.polls).toHaveLength(2), patient);
        expect(feed.applied).toEqual(['set-1']);
        expect(await handle.query(currentStatus)).toBe('one stay new at 12:05 IST');
      },
      [changed],
    );
  });

  it('says in its search attribute that the feed fails', async () => {
    await withFeed(
      async (handle, feed) => {
        await vi.waitFor(() => expect(feed.polls).toHaveLength(2), patient);
        const { events } = await handle.fetchHistory();
        const upserts = events?.filter((event) => event.upsertWorkflowSearchAttributesEventAttributes);
        expect(JSON.stringify(upserts)).toContain('roomnightState');
        expect(feed.shown).toBe('failing');
        expect(await handle.query(currentStatus)).toBe('answered 404 since 12:05 IST');
      },
      [failing],
    );
  });

  it('syncs now and answers with what came of it, although the next poll is far off', async () => {
    await withFeed(async (handle, feed) => {
      await vi.waitFor(() => expect(feed.polls.length).toBeGreaterThan(0), patient);
      feed.results.push(changed);
      const answer = await handle.executeUpdate(syncNow);
      expect(answer).toEqual({
        outcome: 'changed',
        syncRunId: 'run-1',
        message: 'one stay new at 12:05 IST',
      });
      expect(feed.applied).toEqual(['set-1']);
      expect(feed.forced).toBe(1);
    });
  });

  it('answers that the host asked to wait, and goes on as it was', async () => {
    await withFeed(async (handle, feed) => {
      await vi.waitFor(() => expect(feed.polls).toHaveLength(1), patient);
      feed.results.push(failing);
      await handle.signal(listingChanged);
      await vi.waitFor(() => expect(feed.polls).toHaveLength(3), patient);
      feed.results.push(postponed);
      expect(await handle.executeUpdate(syncNow)).toEqual({
        outcome: 'postponed',
        syncRunId: null,
        message: 'the server asked to wait until 12:30 IST: nothing was fetched',
      });
      await vi.waitFor(() => expect(feed.polls).toHaveLength(4), patient);
      expect(feed.shown).toBe('failing');
      feed.results.push(stopped);
      await handle.signal(listingChanged);
      await vi.waitFor(async () => expect((await handle.describe()).status.name).toBe('COMPLETED'), patient);
    });
  });

  it('gives everybody who asks before a poll ends one and the same answer', async () => {
    await withFeed(async (handle, feed) => {
      await vi.waitFor(() => expect(feed.polls.length).toBeGreaterThan(0), patient);
      const answers = await Promise.all([1, 2, 3, 4, 5].map(() => handle.executeUpdate(syncNow)));
      expect(new Set(answers.map(({ message }) => message))).toEqual(new Set(['unchanged at 12:05 IST']));
      expect(feed.forced).toBeLessThanOrEqual(5);
    });
  });

  it('ends when the listing is paused', async () => {
    await withFeed(async (handle, feed) => {
      await vi.waitFor(() => expect(feed.polls).toHaveLength(1), patient);
      feed.results.push(stopped);
      await handle.signal(listingChanged);
      await vi.waitFor(async () => expect((await handle.describe()).status.name).toBe('COMPLETED'), patient);
    });
  });

  it('answers whoever asked before it ends', async () => {
    await withFeed(async (handle, feed) => {
      await vi.waitFor(() => expect(feed.polls).toHaveLength(1), patient);
      feed.results.push(stopped);
      expect((await handle.executeUpdate(syncNow)).outcome).toBe('stopped');
      await vi.waitFor(async () => expect((await handle.describe()).status.name).toBe('COMPLETED'), patient);
    });
  });

  it('polls anew when the listing changed', async () => {
    await withFeed(async (handle, feed) => {
      await vi.waitFor(() => expect(feed.polls).toHaveLength(1), patient);
      await handle.signal(listingChanged);
      await vi.waitFor(() => expect(feed.polls).toHaveLength(2), patient);
    });
  });

  it('can be cancelled', async () => {
    await withFeed(async (handle, feed) => {
      await vi.waitFor(() => expect(feed.polls.length).toBeGreaterThan(0), patient);
      await handle.cancel();
      await expect(handle.result()).rejects.toThrow('cancelled');
      expect((await handle.describe()).status.name).toBe('CANCELLED');
    });
  });
});
