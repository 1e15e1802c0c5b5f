import { describe, expect, it } from 'vitest';
import { checkIdempotencyKey, checkNights } from './request-rules.ts';

// 24 November in India, still the 23rd in UTC.
const now = new Date('2026-11-23T19:00:00Z');

describe('nights that can be asked for', () => {
  it.each([
    ['2026-11-24', '2026-11-25'],
    ['2025-11-24', '2025-11-26'],
    ['2026-11-24', '2027-11-24'],
    ['2029-11-22', '2029-11-23'],
  ])('%s to %s', (checkIn, checkOut) => {
    expect(() => checkNights({ checkIn, checkOut }, now)).not.toThrow();
  });

  it.each([
    ['checkOut', '2026-12-01', '2026-12-01'],
    ['checkOut', '2026-12-02', '2026-12-01'],
    ['checkOut', '2026-12-01', '2027-12-02'],
    ['checkOut', '2029-11-22', '2029-11-24'],
    ['checkIn', '2025-11-23', '2025-11-25'],
  ])('names %s for %s to %s', (field, checkIn, checkOut) => {
    expect(() => checkNights({ checkIn, checkOut }, now)).toThrow(
      expect.objectContaining({ name: 'InvalidInput', field }),
    );
  });
});

it('wants a key that is long enough and plain', () => {
  expect(() => checkIdempotencyKey('order_2026-1')).not.toThrow();
  for (const key of ['short', 'with space here', 'x'.repeat(65)]) {
    expect(() => checkIdempotencyKey(key)).toThrow(expect.objectContaining({ field: 'idempotencyKey' }));
  }
});
