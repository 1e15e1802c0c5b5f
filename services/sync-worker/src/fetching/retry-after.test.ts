import { expect, it } from 'vitest';
import { retryAfterSeconds } from './retry-after.ts';

const now = new Date('2026-11-23T06:34:00Z');

it.each([
  ['120', 120],
  [' 0 ', 0],
  ['999999999', 86_400],
  ['Mon, 23 Nov 2026 06:34:30 GMT', 30],
  ['Mon, 23 Nov 2026 06:00:00 GMT', 0],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
])('reads %j', (header, seconds) => {
  expect(retryAfterSeconds(header, now)).toBe(seconds);
});
