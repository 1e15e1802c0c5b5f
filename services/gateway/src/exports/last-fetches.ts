import type { EntityManager } from '@mikro-orm/postgresql';

/** When each listing's export was last fetched; a listing whose export never was is left out. */
export async function lastFetches(em: EntityManager, listingIds: string[]): Promise<Map<string, Date>> {
  const rows = await em.execute<{ listing_id: string; fetched_at: string }[]>(
    `SELECT listing_id, fetched_at FROM unnest(?::uuid[]) AS listing (listing_id)
     CROSS JOIN LATERAL (SELECT fetched_at FROM gateway.export_fetches f WHERE f.listing_id = listing.listing_id
       ORDER BY fetched_at DESC LIMIT 1) latest`,
    [`{${listingIds.join(',')}}`],
  );
  return new Map(rows.map(({ listing_id, fetched_at }) => [listing_id, new Date(fetched_at)]));
}
