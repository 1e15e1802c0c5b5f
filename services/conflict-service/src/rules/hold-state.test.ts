import { expect, test } from 'vitest';
import { holdState } from './hold-state.ts';

const at = (minute: number): Date => new Date(Date.UTC(2027, 2, 1, 6, minute));

test.each([
  ['held', at(15), null, at(14)],
  ['expired', at(15), null, at(15)],
  ['expired', at(15), at(16), at(20)],
  ['released', at(15), at(14), at(20)],
  ['confirmed', null, null, at(20)],
  // Confirmed, and cancelled as any other booking.
  ['confirmed', null, at(19), at(20)],
])('%s: until %s, cancelled at %s, seen at %s', (state, heldUntil, cancelledAt, now) => {
  expect(holdState({ heldUntil, cancelledAt }, now)).toBe(state);
});
