import type { EntityManager } from '@mikro-orm/postgresql';
import { nightsBetween } from '@roomnight/calendar/night';
import { AvailabilityLock } from '@roomnight/database/entities/availability-lock';
import { Booking } from '@roomnight/database/entities/booking';
import { CalendarConflict } from '@roomnight/database/entities/calendar-conflict';
import { Property } from '@roomnight/database/entities/property';
import { Unit } from '@roomnight/database/entities/unit';
import { currentCursor } from '@roomnight/database/event-log';
import { GraphQLError } from 'graphql';
import { encodeCursor } from '../changes/cursor.ts';
import type { App } from '../context.ts';

const LONGEST = 400;

export interface UnitNights {
  unit: Unit;
  bookings: Booking[];
  locks: AvailabilityLock[];
  conflicts: CalendarConflict[];
}

export interface CalendarView {
  from: string;
  to: string;
  units: UnitNights[];
  asOf: Date;
  cursor: string;
}

interface Range {
  from: string;
  to: string;
  unitIds: string[] | undefined;
}

/**
 * The nights of many units in six statements, however many units there are. The cursor is read first: a change
 * that commits while the rest is read is then told twice rather than never.
 */
export async function readCalendar(
  { pool, clock }: Pick<App, 'pool' | 'clock'>,
  em: EntityManager,
  { from, to, unitIds }: Range,
): Promise<CalendarView> {
  const nights = nightsBetween(from, to);
  if (nights < 1 || nights > LONGEST) {
    throw new GraphQLError(`Ask for 1 to ${LONGEST} nights.`, { extensions: { code: 'BAD_USER_INPUT' } });
  }
  const cursor = encodeCursor(await currentCursor(pool));
  const asOf = clock();
  const units = await unitsInOrder(em, unitIds);
  const ids = units.map(({ id }) => id);
  const parts = await em.find(Unit, { parentUnitId: ids });
  // Given unit ids keep the statement on its index behind the tenant wall.
  const overlapping = { checkIn: { $lt: to }, checkOut: { $gt: from } };
  const [bookings, locks, conflicts] = await Promise.all([
    em.find(
      Booking,
      { $or: [{ unitId: ids }, { assignedUnitId: ids }], status: 'active', ...overlapping },
      { orderBy: { checkIn: 'asc', id: 'asc' } },
    ),
    em.find(
      AvailabilityLock,
      { unitId: [...ids, ...parts.map(({ id }) => id)], ...overlapping },
      { orderBy: { checkIn: 'asc', id: 'asc' } },
    ),
    em.find(
      CalendarConflict,
      { unitId: ids, status: { $ne: 'resolved' }, ...overlapping },
      { orderBy: { checkIn: 'asc', id: 'asc' } },
    ),
  ]);

  const byUnit = new Map<string, UnitNights>(
    units.map((unit) => [unit.id, { unit, bookings: [], locks: [], conflicts: [] }]),
  );
  const parentOf = new Map(parts.map(({ id, parentUnitId }) => [id, parentUnitId]));
  for (const booking of bookings) {
    byUnit.get(booking.unitId)?.bookings.push(booking);
    // A pool's booking shows in the room that it has, too.
    if (booking.assignedUnitId) byUnit.get(booking.assignedUnitId)?.bookings.push(booking);
  }
  for (const conflict of conflicts) byUnit.get(conflict.unitId)?.conflicts.push(conflict);
  for (const lock of locks) {
    byUnit.get(lock.unitId)?.locks.push(lock);
    byUnit.get(parentOf.get(lock.unitId) ?? '')?.locks.push(lock);
  }
  return { from, to, units: [...byUnit.values()], asOf, cursor };
}

async function unitsInOrder(em: EntityManager, unitIds: string[] | undefined): Promise<Unit[]> {
  const units = await em.find(Unit, unitIds ? { id: unitIds } : {});
  const properties = await em.find(Property, { id: [...new Set(units.map(({ propertyId }) => propertyId))] });
  const nameOf = new Map(properties.map(({ id, name }) => [id, name]));
  const key = ({ propertyId, name, id }: Unit) =>
    [nameOf.get(propertyId) ?? '', propertyId, name, id].join('\u0000');
  return units.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}
