import { expect, it } from 'vitest';
import { instantOfIst, istWallClock, momentWords } from './moment.ts';

it('shows and reads moments by the wall clock in India, wherever the browser is', () => {
  const instant = new Date('2026-12-31T18:31:05.000Z');
  expect(momentWords(instant.toISOString())).toBe('Fri 1 Jan 2027, 00:01 IST');
  expect(istWallClock(instant)).toBe('2027-01-01T00:01:05');
  expect(instantOfIst('2027-01-01T00:01:05')).toEqual(instant);
  expect(instantOfIst('2027-01-01T00:01')).toEqual(new Date('2026-12-31T18:31:00Z'));
});

it.each(['', '2027-01-01', '2027-13-01T00:00', 'now'])('reads nothing from %j', (text) => {
  expect(instantOfIst(text)).toBeUndefined();
});
