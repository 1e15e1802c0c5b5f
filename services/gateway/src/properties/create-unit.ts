import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Booking } from '@roomnight/database/entities/booking';
import { Property } from '@roomnight/database/entities/property';
import { Unit } from '@roomnight/database/entities/unit';
import { unitLockKey } from '@roomnight/database/unit-lock';
import { configure } from '../configuration.ts';
import type { App, Session } from '../context.ts';
import { InvalidInput, NotFound } from '../failures.ts';
import { isId, requiredText } from '../input.ts';
import { checkedSleeps } from './sleeps.ts';

interface Input {
  propertyId: string;
  name: string;
  parentUnitId?: string | null | undefined;
  sleeps?: number | null | undefined;
  /** Makes a pool of so many equal rooms, each a part of it. */
  rooms?: number | null | undefined;
}

/** @throws {InvalidInput} @throws {NotFound} */
export async function createUnit(app: App, session: Session, input: Input): Promise<Unit> {
  const name = requiredText('name', input.name, 200);
  const { propertyId } = input;
  const parentUnitId = input.parentUnitId ?? null;
  const sleeps = checkedSleeps(input.sleeps);
  const rooms = input.rooms ?? null;
  if (rooms !== null && !(rooms >= 2 && rooms <= MOST_ROOMS)) {
    throw new InvalidInput('rooms', `A room type has 2 to ${MOST_ROOMS} rooms.`);
  }
  if (rooms !== null && parentUnitId !== null) {
    throw new InvalidInput('rooms', 'A room type cannot be a part of another unit.');
  }
  return configure(app, session, async ({ em, now, record }) => {
    const property = isId(propertyId) ? await em.findOne(Property, { id: propertyId }) : null;
    if (!property) throw new NotFound('This organization has no such property.');
    if (parentUnitId !== null) await checkParent(em, parentUnitId, propertyId);
    const create = (
      fields: Pick<Unit, 'name' | 'isPool' | 'sleeps'> & { parentUnitId: string | null },
    ): Unit => {
      const { organizationId } = session.viewer;
      const unit = em.create(Unit, {
        id: randomUUID(),
        organizationId,
        propertyId,
        createdAt: now,
        ...fields,
      });
      record({
        action: 'unit.created',
        subjectKind: 'unit',
        subjectId: unit.id,
        reason: 'created by a member',
        after: { propertyId, ...fields },
      });
      return unit;
    };
    const unit = create({ name, parentUnitId, isPool: rooms !== null, sleeps });
    for (let room = 1; room <= (rooms ?? 0); room++) {
      create({ name: `${name.slice(0, 195)} ${room}`, parentUnitId: unit.id, isPool: false, sleeps });
    }
    return unit;
  });
}

const MOST_ROOMS = 50;

/**
 * Locks are on leaves: a unit that already has bookings of its own cannot become a whole made of parts. Nor can it
 * get a booking while that is looked at: whoever books it holds its lock.
 */
async function checkParent(em: EntityManager, parentUnitId: string, propertyId: string): Promise<void> {
  const parent = isId(parentUnitId) ? await em.findOne(Unit, { id: parentUnitId, propertyId }) : null;
  if (!parent) throw new InvalidInput('parentUnitId', 'This property has no such unit.');
  if (parent.isPool)
    throw new InvalidInput('parentUnitId', 'The rooms of a room type are given when it is made.');
  if (parent.parentUnitId) throw new InvalidInput('parentUnitId', 'That unit is itself a part of another.');
  await em.execute(`SELECT pg_advisory_xact_lock(${unitLockKey('?')})`, [parent.id]);
  const bookings = await em.count(Booking, { unitId: parentUnitId });
  if (bookings > 0) {
    throw new InvalidInput('parentUnitId', 'That unit has bookings already: it cannot be divided any more.');
  }
}
