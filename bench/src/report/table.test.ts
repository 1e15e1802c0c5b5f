import { expect, test } from 'vitest';
import { table } from './table.ts';

test('shows value, goal, whether it is met, the runs, and both sides', () => {
  const lines = table([
    {
      name: 'sync.read-ratio',
      kind: 'measured',
      measurement: { runs: [1.2, 1.9, 1.4444], product: 130, baseline: 90, unit: 'CPU ms' },
    },
    {
      name: 'locks.claim-ratio',
      kind: 'measured',
      measurement: { runs: [0.5, 0.4, 0.45], product: 450.4, baseline: 1000.6, unit: 'claims/s' },
    },
  ]).split('\n');
  expect(lines[0]?.split(/ {2,}/)).toEqual(['figure', 'value', 'goal', 'met', 'runs', 'ours', 'baseline']);
  expect(lines[1]?.split(/ {2,}/)).toEqual([
    'sync.read-ratio',
    '1.44',
    '≤ 1.5',
    'yes',
    '3 (1.2–1.9)',
    '130 CPU ms',
    '90 CPU ms',
  ]);
  expect(lines[2]).toContain('NO');
  expect(lines[2]).toContain('1000 claims/s');
});

test('says why a figure is missing, and gives it no number', () => {
  const text = table([{ name: 'sync.poll-rate', kind: 'skipped', reason: 'there is no Go' }]);
  expect(text).toContain('sync.poll-rate skipped: there is no Go');
  expect(text.split('\n')[1]).toMatch(/^sync\.poll-rate\s+–\s+≥ 0\.6\s+skipped\s+0/);
});

test('shows a count without a baseline', () => {
  const text = table([
    {
      name: 'sync.events-per-poll',
      kind: 'measured',
      measurement: { runs: [0, 0, 0], product: 0, baseline: null, unit: 'events' },
    },
  ]);
  expect(text.split('\n')[1]).toMatch(/^sync\.events-per-poll\s+0\s+≤ 0\.1\s+yes\s+3 \(0–0\)\s+–\s+–$/);
});
