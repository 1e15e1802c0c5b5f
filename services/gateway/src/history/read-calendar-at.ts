import { nightsBetween, type Night } from '@roomnight/calendar/night';
import {
  type BookingThen,
  type ConflictThen,
  type LockThen,
  replay,
  rowsUntil,
} from '@roomnight/calendar/replay';
import { overlaps, type Stay } from '@roomnight/calendar/stay';
import { Property } from '@roomnight/database/entities/property';
import { Unit } from '@roomnight/database/entities/unit';
import type { App, Session } from '../context.ts';
import { InvalidInput, NotFound } from '../failures.ts';
import { isId } from '../input.ts';
import { pastMoment, withSkew } from './moment.ts';
import { readRows } from './read-rows.ts';

const LONGEST = 400;

/** One unit's nights as they were. */
export interface UnitThen {
  readonly unit: Unit;
  readonly bookings: readonly BookingThen[];
  readonly locks: readonly LockThen[];
  readonly conflicts: readonly ConflictThen[];
}

/** A calendar as it was at a moment. */
export interface CalendarAt {
  readonly from: Night;
  readonly to: Night;
  readonly at: Date;
  readonly units: readonly UnitThen[];
}

interface Asked {
  unitId?: string | null | undefined;
  propertyId?: string | null | undefined;
  from: Night;
  to: Night;
  at: Date;
}

/** @throws {InvalidInput} @throws {NotFound} */
export async function readCalendarAt(app: App, session: Session, asked: Asked): Promise<CalendarAt> {
  const { from, to } = asked;
  const at = pastMoment(asked.at, app.clock());
  const nights = nightsBetween(from, to);
  if (nights < 1 || nights > LONGEST) throw new InvalidInput('to', `1 to ${LONGEST} nights after the first.`);
  const units = await unitsAsked(session, asked);
  const ids = units.map(({ id }) => id);
  const parts = await session.em.find(Unit, { parentUnitId: ids });
  const wholes = units.flatMap(({ parentUnitId }) => parentUnitId ?? []);
  const family = [...new Set([...ids, ...parts.map(({ id }) => id), ...wholes])];
  const range: Stay = { checkIn: from, checkOut: to };
  const rows = await readRows(app, session, family, range, withSkew(at));
  const { bookings, locks, conflicts } = replay(rowsUntil(rows, at));
  const byNight = <T extends Stay>(things: Iterable<T>, isOf: (thing: T) => boolean): T[] =>
    [...things]
      .filter((thing) => overlaps(thing, range) && isOf(thing))
      .toSorted((a, b) => (a.checkIn < b.checkIn ? -1 : a.checkIn > b.checkIn ? 1 : 0));
  return {
    from,
    to,
    at,
    units: units.map((unit) => {
      const its = new Set([
        unit.id,
        ...parts.flatMap(({ id, parentUnitId }) => (parentUnitId === unit.id ? id : [])),
      ]);
      return {
        unit,
        bookings: byNight(
          bookings.values(),
          ({ unitId, status }) => unitId === unit.id && status === 'active',
        ),
        locks: byNight(locks, ({ unitId }) => its.has(unitId)),
        conflicts: byNight(
          conflicts.values(),
          ({ unitId, status }) => unitId === unit.id && status !== 'resolved',
        ),
      };
    }),
  };
}

async function unitsAsked({ em }: Session, { unitId, propertyId }: Asked): Promise<Unit[]> {
  if (unitId && propertyId) throw new InvalidInput('propertyId', 'Name the unit or the property, not both.');
  if (!unitId && !propertyId) throw new InvalidInput('unitId', 'Name a unit or a property.');
  if (unitId) {
    const unit = isId(unitId) ? await em.findOne(Unit, { id: unitId }) : null;
    if (!unit) throw new NotFound('This organization has no such unit.');
    return [unit];
  }
  const property = isId(propertyId ?? '') ? await em.findOne(Property, { id: propertyId ?? '' }) : null;
  if (!property) throw new NotFound('This organization has no such property.');
  return em.find(Unit, { propertyId: property.id }, { orderBy: { name: 'asc', id: 'asc' } });
}
