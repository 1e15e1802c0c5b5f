import { expect, it } from 'vitest';
import { exposureState } from './exposure-state.ts';

const now = new Date('2026-11-23T12:00:00Z');
const fetchedAt = new Date('2026-11-23T10:00:00Z');
const known = { byHand: false, hasAddress: true, fetchedAt, intervalMinutes: 180 };

it('ends with the next fetch, as far as the interval tells', () => {
  expect(exposureState(known, now)).toEqual({
    state: 'waiting',
    lastFetchAt: fetchedAt,
    expectedEnd: new Date('2026-11-23T13:00:00Z'),
  });
  expect(exposureState({ ...known, intervalMinutes: 60 }, now)).toMatchObject({
    state: 'overdue',
    expectedEnd: new Date('2026-11-23T11:00:00Z'),
  });
});

it('has no end that anybody knows where nothing is fetched', () => {
  const never = { ...known, fetchedAt: null, intervalMinutes: null };
  expect(exposureState(never, now)).toMatchObject({ state: 'never_fetched', expectedEnd: null });
  expect(exposureState({ ...known, hasAddress: false }, now)).toMatchObject({
    state: 'no_address',
    lastFetchAt: fetchedAt,
    expectedEnd: null,
  });
  expect(exposureState({ ...known, byHand: true }, now)).toMatchObject({
    state: 'by_hand',
    expectedEnd: null,
  });
});
