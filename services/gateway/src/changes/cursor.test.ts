import { expect, it } from 'vitest';
import { compareCursors, decodeCursor, encodeCursor } from './cursor.ts';

const epoch = '0190a1b2-0000-7000-8000-000000000000';

it('gives back the place it was made from', () => {
  const cursor = { epoch, xid: '18446744073709551615', seq: 42 };
  expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
});

it.each([
  '',
  'nonsense',
  Buffer.from(`${epoch}.1`).toString('base64url'),
  Buffer.from(`${epoch}.x.1`).toString('base64url'),
])('makes nothing of %j', (text) => {
  expect(decodeCursor(text)).toBeUndefined();
});

it('orders by transaction as a number, then by sequence', () => {
  const at = (xid: string, seq: number) => ({ epoch, xid, seq });
  expect(compareCursors(at('9', 5), at('10', 1))).toBeLessThan(0);
  expect(compareCursors(at('10', 2), at('10', 1))).toBeGreaterThan(0);
  expect(compareCursors(at('10', 1), at('10', 1))).toBe(0);
});
