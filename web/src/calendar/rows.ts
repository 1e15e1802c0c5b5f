import type { PropertiesQuery } from '~/graphql/generated/graphql.ts';

export type Property = PropertiesQuery['properties']['edges'][number]['node'];
export type Unit = Property['units'][number];

/** A row of the calendar: a unit, or the heading above the units of a property that has several. */
export type Row =
  | { readonly kind: 'property'; readonly key: string; readonly property: Property }
  | {
      readonly kind: 'unit';
      readonly key: string;
      readonly property: Property;
      readonly unit: Unit;
      /** The property's only unit: its row carries the property's name too. */
      readonly alone: boolean;
    };

export interface RowFilter {
  /** Text to find in the names of units, properties and cities. */
  readonly find: string;
  readonly city: string;
  /** Platform keys; only units listed on one of them. Empty means all. */
  readonly platforms: readonly string[];
}

export function calendarRows(properties: readonly Property[], filter: RowFilter): Row[] {
  return properties.flatMap((property) => {
    const units = property.units.filter((unit) => matches(property, unit, filter));
    const alone = property.units.length === 1;
    if (property.units.length === 0 && isEmpty(filter))
      return [{ kind: 'property', key: property.id, property }];
    const rows = units.map((unit): Row => ({ kind: 'unit', key: unit.id, property, unit, alone }));
    if (alone || units.length === 0) return rows;
    return [{ kind: 'property', key: property.id, property }, ...rows];
  });
}

export function cityNames(properties: readonly Property[]): string[] {
  return [...new Set(properties.map(({ city }) => city))].toSorted();
}

function isEmpty({ find, city, platforms }: RowFilter): boolean {
  return find === '' && city === '' && platforms.length === 0;
}

function matches(property: Property, unit: Unit, { find, city, platforms }: RowFilter): boolean {
  if (city !== '' && property.city !== city) return false;
  if (platforms.length > 0 && !unit.listings.some((listing) => isOn(listing, platforms))) return false;
  const text = `${unit.name} ${property.name} ${property.city}`.toLowerCase();
  return find
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function isOn(listing: Unit['listings'][number], platforms: readonly string[]): boolean {
  return listing.status !== 'DELETED' && platforms.includes(listing.platform.key);
}
