import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Listing } from '@roomnight/database/entities/listing';
import { NotFound } from '../failures.ts';
import { isId } from '../input.ts';

/**
 * A listing that is not deleted, its row locked for the transaction under way.
 *
 * @throws {NotFound}
 */
export async function lockListing(em: EntityManager, id: string): Promise<Listing> {
  const listing = isId(id)
    ? await em.findOne(Listing, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true })
    : null;
  if (!listing || listing.status === 'deleted') throw new NotFound('This organization has no such listing.');
  return listing;
}
