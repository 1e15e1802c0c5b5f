import type { EntityManager } from '@mikro-orm/postgresql';
import { ExportToken } from '@roomnight/database/entities/export-token';

/** From `at` on a listing's export is answered by none of the addresses it has; one that ends sooner ends then. */
export async function endExportTokens(em: EntityManager, listingId: string, at: Date): Promise<void> {
  await em.nativeUpdate(
    ExportToken,
    { listingId, $or: [{ expiresAt: null }, { expiresAt: { $gt: at } }] },
    { expiresAt: at },
  );
}
