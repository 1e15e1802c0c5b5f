import { describe, expect, it } from 'vitest';
import type { Row } from './rows.ts';
import { runsOf } from './runs.ts';
import type { Booking, UnitNights } from './unit-nights.ts';
import { cornerPlace, endOfRow, firstPlace, stepInRow, stepToRow, type Place } from './walk.ts';

const range = { checkIn: '2027-01-01', checkOut: '2027-01-31' };
const property = { id: 'p', name: 'Haveli', city: 'Jaipur', units: [] };
const rows: Row[] = [
  { kind: 'property', key: 'p', property },
  ...['a', 'unloaded', 'b'].map((id): Row => ({
    kind: 'unit',
    key: id,
    property,
    unit: { id, name: id, parentUnitId: null, isPool: false, listings: [] },
    alone: false,
  })),
];

function nights(...taken: [string, string][]): UnitNights {
  const bookings = taken.map(([from, to]): Booking => ({
    id: from,
    unitId: 'a',
    source: 'DIRECT',
    kind: 'STAY',
    status: 'ACTIVE',
    tentative: false,
    heldUntil: null,
    checkIn: `2027-01-${from}`,
    checkOut: `2027-01-${to}`,
    nights: 1,
    reason: '',
    guestName: null,
    cannotTell: false,
    assignedUnit: null,
    mirrorOf: [],
    createdAt: '2026-12-01T00:00:00Z',
    platform: null,
    listing: null,
  }));
  return { bookings, drawn: bookings, conflicts: [], conflictsOf: new Map(), ...runsOf(bookings, range) };
}

const units = new Map([
  ['a', nights(['05', '08'])],
  ['b', nights(['02', '04'], ['06', '20'])],
]);
const read = (place: Place | undefined) =>
  place && `${place.row}: ${place.stay.checkIn.slice(8)}–${place.stay.checkOut.slice(8)}`;
const start: Place = {
  row: 1,
  stay: { checkIn: '2027-01-05', checkOut: '2027-01-08' },
  lane: 0,
  day: '2027-01-05',
};

describe('walking the grid', () => {
  it('begins at the first run of the first loaded unit', () => {
    expect(read(firstPlace(rows, units))).toBe('1: 01–05');
    expect(firstPlace(rows, new Map())).toBeUndefined();
  });

  it('goes from run to run and stays at the ends of a row', () => {
    const last = stepInRow(rows, units, start, 1);
    expect(read(last)).toBe('1: 08–31');
    expect(read(stepInRow(rows, units, last, 1))).toBe('1: 08–31');
    expect(read(endOfRow(rows, units, last, 'first'))).toBe('1: 01–05');
  });

  it('goes straight down past headings and rows that are not loaded, and back to the same day', () => {
    const below = stepToRow(rows, units, start, 1);
    expect(read(below)).toBe('3: 04–06');
    expect(read(stepToRow(rows, units, below, -1))).toBe('1: 05–08');
    expect(read(stepToRow(rows, units, below, 1))).toBe('3: 04–06');
  });

  it('knows the corners', () => {
    expect(read(cornerPlace(rows, units, 'first'))).toBe('1: 01–05');
    expect(read(cornerPlace(rows, units, 'last'))).toBe('3: 20–31');
  });
});
