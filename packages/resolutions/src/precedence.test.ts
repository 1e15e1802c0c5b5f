import { describe, expect, it } from 'vitest';
import { precedenceOf } from './precedence.ts';
import { defaultPreferences, type Preferences } from './preferences.ts';
import type { Booking } from './question.ts';
import { platform, question, stay } from './test-question.ts';

const earlier = new Date('2027-02-27T06:00:00Z');
const a = stay('a', '03-10 03-14');
const b = stay('b', '03-12 03-16', { createdAt: earlier });

function kept(one: Booking, other: Booking, preferences: Partial<Preferences> = {}): string {
  const wanted = { ...defaultPreferences, ...preferences };
  const orders = (
    [
      [one, other],
      [other, one],
    ] as const
  ).map((bookings) => precedenceOf(question({ bookings, preferences: wanted })));
  expect(orders[0]?.keeps.id).toBe(orders[1]?.keeps.id);
  return `${orders[0]?.keeps.id}: ${orders[0]?.why}`;
}

describe('the nights are kept by', () => {
  it('the guest who is in the house, however late they booked', () => {
    expect(kept(stay('a', '03-03 03-14'), b)).toBe('a: its guest is in the house');
  });

  it('a stay, over what only closes nights, and over what may not be a stay', () => {
    expect(kept(a, { ...b, kind: 'block' })).toBe('a: a guest booked it');
    expect(kept(a, { ...b, kind: 'block', cannotTell: true })).toBe('a: it is certainly a guest’s');
  });

  it('a confirmed stay, over a request', () => {
    expect(kept(a, { ...b, tentative: true }, { winner: 'first_booked' })).toBe('a: it is confirmed');
  });

  it('who booked first, if the organization says nothing else', () => {
    expect(kept(a, b)).toBe('b: it was known first, since Sat 27 Feb, 11:30 IST');
  });

  it('the platform that comes first in the order, direct bookings having their place in it', () => {
    const sold = { ...a, platform: platform({ priority: 60 }) };
    const order = (directPriority: number) => kept(sold, b, { winner: 'platform_order', directPriority });
    expect(order(50)).toBe('a: where it was sold comes first in your order');
    expect(order(70)).toBe('b: where it was sold comes first in your order');
  });

  it('the booking that is worth more, if both values are known', () => {
    const worth = (value: number | null) =>
      kept({ ...a, value: 9_000_00 }, { ...b, value }, { winner: 'highest_value' });
    expect(worth(8_000_00)).toBe('a: it is worth more, ₹9,000');
    expect(worth(null)).toMatch(/^b: it was known first/);
  });

  it('whom it is dearer to cancel, if the organization’s wish does not tell them apart, then who booked first', () => {
    const sold = { ...a, platform: platform() };
    expect(kept(sold, b, { winner: 'platform_order' })).toBe('a: cancelling it costs more');
    expect(kept(a, b, { winner: 'platform_order' })).toMatch(/^b: it was known first/);
    expect(kept(a, { ...b, createdAt: a.createdAt })).toBe('a: nothing tells the two apart');
  });
});
