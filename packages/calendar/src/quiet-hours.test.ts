import { expect, it } from 'vitest';
import { outsideQuietHours } from './quiet-hours.ts';

it.each([
  ['2026-12-01T06:59:59+05:30', '2026-12-01T07:00:00+05:30'],
  ['2026-12-01T07:00:00+05:30', '2026-12-01T07:00:00+05:30'],
  ['2026-12-01T21:59:59+05:30', '2026-12-01T21:59:59+05:30'],
  ['2026-12-31T22:00:00+05:30', '2027-01-01T07:00:00+05:30'],
  ['2026-12-01T00:00:00+05:30', '2026-12-01T07:00:00+05:30'],
])('%s becomes %s', (instant, told) => {
  expect(outsideQuietHours(new Date(instant))).toEqual(new Date(told));
});
