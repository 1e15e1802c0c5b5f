import { describe, expect, it } from 'vitest';
import {
  formatInstantIst,
  formatInstantWithDayIst,
  formatNightInFull,
  formatNights,
  formatNightWithWeekday,
  formatStay,
} from './format.ts';

describe('format', () => {
  it('names nights and stays', () => {
    expect(formatNightWithWeekday('2028-01-03')).toBe('Mon 3 Jan');
    expect(formatNightInFull('1969-12-31')).toBe('Wed 31 Dec 1969');
    expect(formatStay({ checkIn: '2027-01-03', checkOut: '2027-01-07' })).toBe('3–7 Jan');
    expect(formatStay({ checkIn: '2027-01-30', checkOut: '2027-02-02' })).toBe('30 Jan – 2 Feb');
    expect(formatStay({ checkIn: '2026-12-30', checkOut: '2027-01-02' })).toBe('30 Dec 2026 – 2 Jan 2027');
  });

  it('never names the check-out day as a night', () => {
    expect(formatNights({ checkIn: '2027-01-03', checkOut: '2027-01-04' })).toBe('night of 3 Jan');
    expect(formatNights({ checkIn: '2027-01-30', checkOut: '2027-02-01' })).toBe('nights 30–31 Jan');
  });

  it('tells the time in India', () => {
    expect(formatInstantIst(new Date('2027-01-03T06:34:59Z'))).toBe('12:04 IST');
    expect(formatInstantIst(new Date('2027-01-03T18:30:00Z'))).toBe('00:00 IST');
    expect(formatInstantWithDayIst(new Date('2028-01-02T18:30:00Z'))).toBe('Mon 3 Jan, 00:00 IST');
  });
});
