import { expect, it } from 'vitest';
import { retentionAt } from './retention.ts';

it('counts days in India', () => {
  // 01:30 on the 24th in India, and still the 23rd elsewhere.
  expect(retentionAt(new Date('2026-11-23T20:00:00Z'))).toEqual({
    openDay: '2026-11-24',
    firstRunDay: '2026-10-25',
    firstRollUpDay: '2024-11-24',
    bodiesSince: new Date('2026-10-24T20:00:00Z'),
  });
});

it('leaves a day open for polls that began before midnight', () => {
  expect(retentionAt(new Date('2026-11-23T19:29:00Z')).openDay).toBe('2026-11-23');
  expect(retentionAt(new Date('2026-11-23T19:31:00Z')).openDay).toBe('2026-11-24');
});
