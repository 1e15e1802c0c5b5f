import { asReader } from '@roomnight/database/tenant';
import type { Dependencies } from './dependencies.ts';
import { reconcileListing } from './reconcile-listing.ts';

const PAGE = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

interface ListingRow {
  id: string;
  organizationId: string;
}

export interface Reconciled {
  listings: number;
  failed: number;
}

/**
 * Reconciles every manual listing of every organization, and those that still have a checklist though they are
 * manual no more. One that fails does not hold back the others.
 *
 * @param onPage called after each page, with how many are done
 */
export async function reconcileAllListings(
  deps: Dependencies,
  reason: string,
  onPage: (done: number) => void,
): Promise<Reconciled> {
  const result = { listings: 0, failed: 0 };
  for (let page = await readPage(deps, BEFORE_ALL); page.length > 0;) {
    for (const { id, organizationId } of page) {
      try {
        await reconcileListing(deps, { organizationId, listingId: id, reason });
      } catch (error) {
        result.failed += 1;
        deps.logger.error({ err: error, listingId: id }, 'the listing could not be reconciled');
      }
    }
    result.listings += page.length;
    onPage(result.listings);
    page = await readPage(deps, page.at(-1)?.id ?? BEFORE_ALL);
  }
  return result;
}

function readPage({ pool }: Dependencies, after: string): Promise<ListingRow[]> {
  return asReader(pool, 'sweeper', async (tx) => {
    const { rows } = await tx.query<ListingRow>({
      name: 'page-of-manual-listings',
      text: `SELECT id, organization_id AS "organizationId" FROM gateway.listings
             WHERE mode <> 'ical' AND status = 'active' AND id > $1
             UNION
             SELECT listing_id, organization_id FROM checklists.manual_update_checklists
             WHERE status = 'open' AND listing_id > $1
             ORDER BY 1 LIMIT $2`,
      values: [after, PAGE],
    });
    return rows;
  });
}
