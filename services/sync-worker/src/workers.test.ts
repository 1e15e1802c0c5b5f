import { expect, it } from 'vitest';
import { fetchQueue, QUEUES } from '@roomnight/contracts/queues';
import { platforms, pluginKeyOf } from '@roomnight/platforms/registry';
import { syncWorkers } from './workers.ts';

const activities = () => Promise.reject(new Error('never called'));
const workers = syncWorkers({
  fetchActivities: { pollUntilChange: activities, pollOnce: activities },
  reconcileActivities: { reconcileFeeds: activities },
  examinationActivities: { examineFeed: activities },
  concurrentPolls: 40,
});

// A platform that is only data polls from the queue of the plugin it is made of.
const plugins = platforms.flatMap((platform) =>
  platform.ical && pluginKeyOf(platform) === platform.key
    ? [[platform.key, platform.ical.fetchesPerSecond] as const]
    : [],
);

it.each(plugins)(
  'fetches the feeds of %s from a queue of their own, %i a second over the whole fleet',
  (key, fetchesPerSecond) => {
    expect(workers.filter(({ taskQueue }) => taskQueue === fetchQueue(key))).toMatchObject([
      { maxTaskQueueActivitiesPerSecond: fetchesPerSecond, maxConcurrentActivityTaskExecutions: 40 },
    ]);
  },
);

it('runs workflows beside, at no such limit', () => {
  const worker = workers.find(({ taskQueue }) => taskQueue === QUEUES.sync);
  expect(worker).not.toHaveProperty('maxTaskQueueActivitiesPerSecond');
});
