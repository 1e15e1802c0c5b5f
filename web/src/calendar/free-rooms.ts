import type { Night } from '@roomnight/calendar/night';
import { holdsNight, type Stay } from '@roomnight/calendar/stay';
import type { Property, Unit } from './rows.ts';
import type { UnitNights } from './unit-nights.ts';

/** What the row of a room type says of its rooms: how many are free tonight, where that is among the nights shown. */
export function freeRooms(
  pool: Pick<Unit, 'id'>,
  property: { readonly units: readonly Pick<Property['units'][number], 'id' | 'parentUnitId'>[] },
  units: ReadonlyMap<string, Pick<UnitNights, 'drawn'>>,
  range: Stay,
  tonight: Night,
): string {
  const rooms = property.units.filter(({ parentUnitId }) => parentUnitId === pool.id);
  const nights = rooms.map(({ id }) => units.get(id));
  if (!holdsNight(range, tonight) || nights.includes(undefined)) return `${rooms.length} rooms`;
  const free = nights.filter((each) => !each?.drawn.some((booking) => holdsNight(booking, tonight)));
  return `${free.length} of ${rooms.length} free tonight`;
}
