import { expect, it } from 'vitest';
import { failed, passed, skipped, sum, summaryLine } from './tally.ts';

it('adds up to one line', () => {
  const suite = { passed: 40, failed: 2, skipped: 3 };
  expect(summaryLine(sum([passed, passed, failed, skipped, suite]))).toBe('42 passed, 3 failed, 4 skipped');
});

it('says zero when nothing ran', () => {
  expect(summaryLine(sum([]))).toBe('0 passed, 0 failed, 0 skipped');
});
