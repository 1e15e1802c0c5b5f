import { expect, test } from 'vitest';
import { describeGoal, isMet } from './goals.ts';

test('a goal is met at its very value', () => {
  expect(isMet({ atLeast: 0.6 }, 0.6)).toBe(true);
  expect(isMet({ atLeast: 0.6 }, 0.59)).toBe(false);
  expect(isMet({ atMost: 1.5 }, 1.5)).toBe(true);
  expect(isMet({ atMost: 1.5 }, 1.51)).toBe(false);
});

test('a goal says which side of it is good', () => {
  expect(describeGoal({ atLeast: 0.6 })).toBe('≥ 0.6');
  expect(describeGoal({ atMost: 1.5 })).toBe('≤ 1.5');
});
