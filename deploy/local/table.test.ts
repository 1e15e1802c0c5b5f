import { expect, it } from 'vitest';
import { duration } from './progress.ts';
import { table } from './table.ts';

it('aligns what runs where', () => {
  const rows = [
    ['Dashboard', 'http://localhost:4000'],
    ['Logs', '.roomnight/log'],
  ] as const;
  expect(table(rows)).toBe('  Dashboard  http://localhost:4000\n  Logs       .roomnight/log');
  expect(table([])).toBe('');
});

it.each([
  [0, '0.0 s'],
  [1_234, '1.2 s'],
  [9_949, '9.9 s'],
  [9_950, '10 s'],
  [59_400, '59 s'],
  [61_000, '1 min 1 s'],
  [185_000, '3 min 5 s'],
])('tells %d ms as %s', (milliseconds, words) => {
  expect(duration(milliseconds)).toBe(words);
});
