import { describe, expect, it } from 'vitest';
import { calendarRows, cityNames, type Property, type RowFilter } from './rows.ts';

const listing = (key: string, status: 'ACTIVE' | 'DELETED' = 'ACTIVE') => ({
  id: key,
  status,
  platform: { id: key, key, name: key },
});
const unit = (name: string, ...listings: ReturnType<typeof listing>[]) => ({
  id: name,
  name,
  parentUnitId: null,
  isPool: false,
  listings,
});
const properties: Property[] = [
  { id: 'p1', name: 'Casa Azul', city: 'Goa', units: [unit('Villa', listing('airbnb'))] },
  {
    id: 'p2',
    name: 'Haveli Gulab',
    city: 'Jaipur',
    units: [unit('Amer', listing('vrbo')), unit('Jantar', listing('airbnb', 'DELETED'))],
  },
];
const all: RowFilter = { find: '', city: '', platforms: [] };
const read = (filter: Partial<RowFilter>) =>
  calendarRows(properties, { ...all, ...filter }).map((row) => `${row.kind} ${row.key}`);

describe('calendarRows', () => {
  it('gives a property with several units a heading, and a lone unit none', () => {
    expect(read({})).toEqual(['unit Villa', 'property p2', 'unit Amer', 'unit Jantar']);
  });

  it('shows a property that has no unit yet, unless something is looked for', () => {
    const bare: Property = { id: 'p3', name: 'Lake House', city: 'Kochi', units: [] };
    expect(calendarRows([bare], all).map(({ key }) => key)).toEqual(['p3']);
    expect(calendarRows([bare], { ...all, find: 'lake' })).toEqual([]);
  });

  it('finds every word in unit, property or city', () => {
    expect(read({ find: 'gulab amer' })).toEqual(['property p2', 'unit Amer']);
    expect(read({ find: 'GOA' })).toEqual(['unit Villa']);
    expect(read({ find: 'goa amer' })).toEqual([]);
  });

  it('keeps a city, and units with a living listing on a platform', () => {
    expect(read({ city: 'Jaipur' })).toEqual(['property p2', 'unit Amer', 'unit Jantar']);
    expect(read({ platforms: ['airbnb'] })).toEqual(['unit Villa']);
  });
});

it('names each city once, in order', () => {
  expect(cityNames([...properties, ...properties])).toEqual(['Goa', 'Jaipur']);
});
