import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { burdenOf, cancelCost } from './cancel-cost.ts';
import { formatMoney } from './money.ts';
import { platform, stay } from './test-question.ts';

const penalty = platform().penalty;
const now = new Date('2027-03-04T06:00:00Z');
const sold = stay('b', '03-12 03-16', { platform: platform(), value: 20_000_00 });

describe('cancelling a guest', () => {
  it('costs the share of the step whose time has come last', () => {
    const at = (instant: string) => cancelCost(sold, new Date(instant));
    expect(at('2027-01-01T00:00:00Z').amount).toBe(2_000);
    // Thirty days and two days before two in the afternoon of the twelfth, in India.
    expect(at('2027-02-10T08:29:00Z').amount).toBe(2_000);
    expect(at('2027-02-10T08:31:00Z').amount).toBe(5_000);
    expect(at('2027-03-10T08:29:00Z').amount).toBe(5_000);
    expect(at('2027-03-10T08:31:00Z').amount).toBe(10_000);
    expect(at('2027-03-04T06:00:00Z').sentence).toBe(
      'StayHub charges about ₹5,000: 25% of the booking. The booking’s ₹20,000 are lost.',
    );
  });

  it('costs nothing before the first step', () => {
    const late = platform({
      penalty: { ...penalty, steps: [{ hoursBefore: 24, percent: 100 }], minimum: 500 },
    });
    expect(cancelCost({ ...sold, platform: late }, now)).toMatchObject({ amount: 0 });
  });

  it('is no less than the minimum and no more than the maximum', () => {
    const bounded = { ...penalty, minimum: 6_000, maximum: 7_000 };
    const cost = (value: number) =>
      cancelCost({ ...sold, value, platform: platform({ penalty: bounded }) }, now).amount;
    expect([20_000_00, 26_000_00, 90_000_00].map(cost)).toEqual([6_000, 6_500, 7_000]);
  });

  it('does not compare rupees with dollars, but says the bounds', () => {
    const dollars = {
      ...penalty,
      minimum: 50,
      maximum: 1_000,
      currency: 'USD',
      note: 'The nights stay blocked.',
    };
    expect(cancelCost({ ...sold, platform: platform({ penalty: dollars }) }, now)).toEqual({
      amount: 5_000,
      currency: 'INR',
      sentence:
        'StayHub charges about ₹5,000: 25% of the booking, at least US$50, at most US$1,000. The nights stay blocked. The booking’s ₹20,000 are lost.',
    });
  });

  it('is a share where nobody said what the booking is worth, and unknown where there is no share', () => {
    expect(cancelCost({ ...sold, value: null }, now)).toEqual({
      amount: null,
      currency: 'INR',
      sentence: 'StayHub charges 25% of the booking.',
    });
    const none = platform({ penalty: { ...penalty, steps: [], note: 'It finds the guest another place.' } });
    expect(cancelCost({ ...sold, platform: none }, now)).toMatchObject({
      amount: null,
      sentence:
        'What StayHub charges is not a fixed share. It finds the guest another place. The booking’s ₹20,000 are lost.',
    });
    const fee = platform({ penalty: { ...penalty, steps: [], minimum: 500 } });
    expect(cancelCost({ ...sold, platform: fee }, now)).toMatchObject({
      amount: null,
      sentence: expect.stringContaining('charges at least ₹500.'),
    });
  });

  it('costs nothing where no platform sold it, or it is not confirmed', () => {
    expect(cancelCost(stay('a', '03-12 03-16'), now)).toMatchObject({ amount: 0 });
    expect(cancelCost({ ...sold, tentative: true }, now)).toMatchObject({ amount: 0 });
    expect(
      [stay('a', '03-12 03-16'), { ...sold, tentative: true }, sold].map((each) => burdenOf(each, now)),
    ).toEqual([0, 0, 25]);
  });

  it('never gets cheaper as the arrival comes nearer', () => {
    const hours = fc.integer({ min: 0, max: 1_000 });
    fc.assert(
      fc.property(hours, hours, (one, other) => {
        const cost = (hour: number) =>
          cancelCost(sold, new Date(Date.parse('2027-01-29T00:00:00Z') + hour * 3_600_000)).amount ?? 0;
        expect(cost(Math.min(one, other))).toBeLessThanOrEqual(cost(Math.max(one, other)));
      }),
    );
  });
});

it('writes rupees in lakhs, other money in thousands', () => {
  const amounts = [0, 999, 1_000, 1_25_000, 1_23_45_678, 12.5];
  expect(amounts.map((amount) => formatMoney(amount, 'INR'))).toEqual([
    '₹0',
    '₹999',
    '₹1,000',
    '₹1,25,000',
    '₹1,23,45,678',
    '₹13',
  ]);
  expect([1_234_567, 50].map((amount) => formatMoney(amount, 'USD'))).toEqual(['US$1,234,567', 'US$50']);
  expect(formatMoney(1_000, 'CHF')).toBe('CHF 1,000');
});
