import { expect, test } from 'vitest';
import { json } from './json.ts';

test('holds each measured figure with the median of its runs, and none that was skipped', () => {
  const text = json([
    {
      name: 'locks.hot-ratio',
      kind: 'measured',
      measurement: { runs: [0.8, 0.6, 0.7], product: 700, baseline: 1000, unit: 'claims/s' },
    },
    { name: 'sync.poll-rate', kind: 'skipped', reason: 'there is no Go' },
  ]);
  expect(JSON.parse(text)).toEqual({
    figures: [
      { name: 'locks.hot-ratio', value: 0.7, baseline: 1000, unit: 'claims/s', runs: [0.8, 0.6, 0.7] },
    ],
  });
});
