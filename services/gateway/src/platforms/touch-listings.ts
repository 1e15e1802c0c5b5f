import type { EntityManager } from '@mikro-orm/postgresql';

const PAGE = 1_000;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * Counts a change of every listing on a platform, so that their imports notice; a thousand a statement.
 *
 * @returns the listings that are polled
 */
export async function touchListings(em: EntityManager, platformId: string, now: Date): Promise<string[]> {
  const polled: string[] = [];
  for (let after: string | undefined = BEFORE_ALL; after !== undefined;) {
    const rows: { id: string; polled: boolean }[] = await em.execute(
      `WITH page AS (
         SELECT id FROM gateway.listings WHERE platform_id = ? AND status <> 'deleted' AND id > ?
         ORDER BY id LIMIT ? FOR UPDATE)
       UPDATE gateway.listings l SET revision = revision + 1, updated_at = ? FROM page WHERE l.id = page.id
       RETURNING l.id, l.status = 'active' AND l.mode <> 'manual' AND l.import_url_hint IS NOT NULL AS polled`,
      [platformId, after, PAGE, now],
    );
    polled.push(...rows.filter((row) => row.polled).map(({ id }) => id));
    after =
      rows.length < PAGE
        ? undefined
        : rows
            .map(({ id }) => id)
            .toSorted()
            .at(-1);
  }
  return polled;
}
