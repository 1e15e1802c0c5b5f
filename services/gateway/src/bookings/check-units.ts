import type { EntityManager } from '@mikro-orm/postgresql';
import { Unit } from '@roomnight/database/entities/unit';
import { InvalidInput } from '../failures.ts';
import { isId } from '../input.ts';
import type { BookingWish } from './store-request.ts';

const MOST_ALSO = 20;

/**
 * Whether the units can be asked for, and together.
 *
 * @throws {InvalidInput} naming the field
 */
export async function checkUnits(
  em: EntityManager,
  { unitId, alsoUnitIds = [], listingId }: Pick<BookingWish, 'unitId' | 'alsoUnitIds' | 'listingId'>,
): Promise<void> {
  const ids = [unitId, ...alsoUnitIds].map((id) => id.toLowerCase());
  if (alsoUnitIds.length > MOST_ALSO)
    throw new InvalidInput('alsoUnitIds', `At most ${MOST_ALSO} further units.`);
  const units = await em.find(Unit, { id: ids.filter(isId) });
  const unknown = ids.findIndex((id) => !units.some((unit) => unit.id === id));
  if (unknown >= 0) {
    throw new InvalidInput(unknown === 0 ? 'unitId' : 'alsoUnitIds', 'This organization has no such unit.');
  }
  if (
    new Set(ids).size < ids.length ||
    units.some(({ parentUnitId }) => parentUnitId && ids.includes(parentUnitId))
  ) {
    throw new InvalidInput('alsoUnitIds', 'A unit twice, or together with a part of it.');
  }
  if (alsoUnitIds.length > 0 && listingId !== null) {
    throw new InvalidInput('alsoUnitIds', 'What was sold on a listing is of its unit alone.');
  }
}
