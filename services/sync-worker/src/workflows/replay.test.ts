import { expect, test } from 'vitest';
import { savedHistories } from '@roomnight/runtime/replay-histories';

/** Add a history for each new way through; never edit one. A change that cannot continue them needs `patched`. */
const histories = await savedHistories(
  new URL('./histories/', import.meta.url),
  new URL('../workflows.ts', import.meta.url),
);

test.each(histories.names)('%s continues with today’s code', (name) => histories.replay(name));

test('each workflow has a history', () => {
  for (const workflow of ['feed-sync', 'feed-reconciler']) {
    expect(histories.names.filter((name) => name.startsWith(workflow))).not.toEqual([]);
  }
});

test('the bundle holds workflow code only', () => {
  expect(histories.bundleSize).toBeLessThan(2_500_000);
});
