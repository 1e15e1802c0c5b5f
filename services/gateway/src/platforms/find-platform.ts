import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { OtaPlatform } from '@roomnight/database/entities/ota-platform';
import { NotFound } from '../failures.ts';
import { isId } from '../input.ts';

/**
 * A platform of the organization, its row locked for the transaction under way.
 *
 * @throws {NotFound}
 */
export async function lockPlatform(em: EntityManager, id: string): Promise<OtaPlatform> {
  const platform = isId(id)
    ? await em.findOne(OtaPlatform, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true })
    : null;
  if (!platform) throw new NotFound('This organization has no such platform.');
  return platform;
}
