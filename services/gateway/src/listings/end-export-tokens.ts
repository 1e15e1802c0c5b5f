import type { EntityManager } from '@mikro-orm/postgresql';
import { ExportToken } from '@roomnight/database/entities/export-token';

/** From `now` on nobody fetches that listing's export any more. */
export async function endExportTokens(em: EntityManager, listingId: string, now: Date): Promise<void> {
  await em.nativeUpdate(ExportToken, { listingId, expiresAt: null }, { expiresAt: now });
}
