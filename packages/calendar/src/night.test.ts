import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addNights,
  compareNights,
  InvalidNightError,
  isNight,
  istNight,
  nightsBetween,
  nightStart,
  parseNight,
} from './night.ts';

const anyNight = fc.integer({ min: -20_000, max: 60_000 }).map((day) => addNights('1970-01-01', day));

describe('night', () => {
  it('knows which dates exist', () => {
    for (const text of ['2026-02-28', '2028-02-29', '1999-12-31', '0001-01-01', '9999-12-31'])
      expect(isNight(text)).toBe(true);
    for (const text of [
      '2026-02-29',
      '2026-13-01',
      '2026-1-1',
      '2026-01-32',
      '',
      '2026-01-01T00',
      '0000-01-01',
      'today',
    ])
      expect(isNight(text)).toBe(false);
    expect(() => parseNight('2026-02-30')).toThrow(InvalidNightError);
  });

  it('knows them as a clock does', () => {
    const number = (min: number, max: number) => fc.integer({ min, max });
    fc.assert(
      fc.property(number(1, 9999), number(0, 13), number(0, 32), (year, month, day) => {
        const digits = (value: number, length: number) => String(value).padStart(length, '0');
        const text = `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
        const date = new Date(`${text}T00:00:00Z`);
        const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
        expect(isNight(text)).toBe(exists);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the date in India, not in UTC', () => {
    expect(istNight(new Date('2027-01-03T18:29:59.999Z'))).toBe('2027-01-03');
    expect(istNight(new Date('2027-01-03T18:30:00Z'))).toBe('2027-01-04');
    expect(nightStart('2027-01-04')).toEqual(new Date('2027-01-03T18:30:00Z'));
  });

  it('crosses months, leap days and years', () => {
    expect(addNights('2028-02-28', 1)).toBe('2028-02-29');
    expect(addNights('2026-12-31', 1)).toBe('2027-01-01');
    expect(addNights('2027-03-01', -1)).toBe('2027-02-28');
    expect(nightsBetween('2026-12-30', '2027-01-02')).toBe(3);
    expect(nightsBetween('2027-01-02', '2027-01-02')).toBe(0);
  });

  it('adds and counts as inverses, in text order', () => {
    fc.assert(
      fc.property(anyNight, fc.integer({ min: -5_000, max: 5_000 }), (night, days) => {
        const other = addNights(night, days);
        expect(isNight(other)).toBe(true);
        expect(nightsBetween(night, other)).toBe(days);
        expect(compareNights(other, night)).toBe(Math.sign(days));
      }),
    );
  });

  it('begins where the instant before is still yesterday', () => {
    fc.assert(
      fc.property(anyNight, (night) => {
        const start = nightStart(night);
        expect(istNight(start)).toBe(night);
        expect(istNight(new Date(start.getTime() - 1))).toBe(addNights(night, -1));
      }),
    );
  });
});
