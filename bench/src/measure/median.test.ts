import { expect, test } from 'vitest';
import { median } from './median.ts';

test('is the value in the middle, whatever the order', () => {
  expect(median([3])).toBe(3);
  expect(median([9, 1, 5])).toBe(5);
  expect(median([10, 2, 1, 100, 3])).toBe(3);
});

test('is between the two in the middle of an even number', () => {
  expect(median([1, 2, 4, 100])).toBe(3);
});

test('sorts by number, not by text', () => {
  expect(median([10, 9, 100])).toBe(10);
});

test('does not exist for nothing', () => {
  expect(() => median([])).toThrow(RangeError);
});
