import { describe, expect, it } from 'vitest';
import {
  barSpan,
  blockWindow,
  dayAt,
  dayWidth,
  prefixSums,
  rowAt,
  rowHeight,
  stayBetween,
} from './geometry.ts';

const from = '2027-01-01';

describe('barSpan', () => {
  it('runs from the middle of the check-in day to the middle of the check-out day', () => {
    const { left, width } = barSpan({ checkIn: '2027-01-03', checkOut: '2027-01-05' }, from, 60);
    expect(left).toBe(2.5 * dayWidth);
    expect(width).toBe(2 * dayWidth);
  });

  it('is cut at both ends of the range', () => {
    expect(barSpan({ checkIn: '2026-12-20', checkOut: '2027-01-02' }, from, 60)).toEqual({
      left: 0,
      width: 1.5 * dayWidth,
    });
    expect(barSpan({ checkIn: '2027-02-27', checkOut: '2027-03-20' }, from, 60)).toEqual({
      left: 57.5 * dayWidth,
      width: 2.5 * dayWidth,
    });
  });

  it('meets the next guest on a turnover day', () => {
    const first = barSpan({ checkIn: '2027-01-03', checkOut: '2027-01-05' }, from, 60);
    const second = barSpan({ checkIn: '2027-01-05', checkOut: '2027-01-06' }, from, 60);
    expect(first.left + first.width).toBe(second.left);
  });
});

describe('picking days', () => {
  it('finds the day under the pointer and stays inside the range', () => {
    expect(dayAt(dayWidth * 2 + 1, from, 60)).toBe('2027-01-03');
    expect(dayAt(-50, from, 60)).toBe('2027-01-01');
    expect(dayAt(dayWidth * 900, from, 60)).toBe('2027-03-01');
  });

  it('makes a stay in either direction, and one night of a single day', () => {
    const stay = { checkIn: '2027-01-03', checkOut: '2027-01-06' };
    expect(stayBetween('2027-01-03', '2027-01-06')).toEqual(stay);
    expect(stayBetween('2027-01-06', '2027-01-03')).toEqual(stay);
    expect(stayBetween('2027-01-31', '2027-01-31')).toEqual({
      checkIn: '2027-01-31',
      checkOut: '2027-02-01',
    });
  });
});

describe('the window', () => {
  it('moves in blocks: a small scroll renders the same', () => {
    expect(blockWindow({ first: 17, end: 30 }, 8, 2, 1000)).toEqual({ first: 8, end: 32 });
    expect(blockWindow({ first: 18, end: 30 }, 8, 2, 1000)).toEqual({ first: 16, end: 32 });
    expect(blockWindow({ first: 20, end: 30 }, 8, 2, 1000)).toEqual({ first: 16, end: 32 });
  });

  it('never leaves the items there are', () => {
    expect(blockWindow({ first: 0, end: 12 }, 8, 2, 10)).toEqual({ first: 0, end: 10 });
    expect(blockWindow({ first: 0, end: 0 }, 8, 2, 0)).toEqual({ first: 0, end: 0 });
  });

  it('finds rows of unequal height', () => {
    const tops = prefixSums([rowHeight(1), rowHeight(2), rowHeight(1)]);
    expect(tops).toEqual([0, 46, 124, 170]);
    expect([-5, 0, 45, 46, 123, 124, 169, 900].map((y) => rowAt(tops, y))).toEqual([0, 0, 0, 1, 1, 2, 2, 2]);
  });
});
