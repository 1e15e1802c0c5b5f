import { withOrganization } from '@roomnight/database/tenant';
import { announceChecklist } from './announce-checklist.ts';
import { readListing } from './data/listing.ts';
import type { Dependencies } from './dependencies.ts';
import { lockListing, settleListing } from './settle-listing.ts';

export interface ReconcileInput {
  organizationId: string;
  listingId: string;
  /** For the audit. */
  reason: string;
}

/** Makes a listing's checklist match its calendar in one transaction, then tells the checklist's workflow. */
export async function reconcileListing(
  deps: Dependencies,
  { organizationId, listingId, reason }: ReconcileInput,
): Promise<void> {
  const checklist = await withOrganization(deps.pool, organizationId, async (tx) => {
    await lockListing(tx, listingId);
    const listing = await readListing(tx, listingId);
    if (listing === undefined) return undefined;
    const actor = { kind: 'service', id: 'checklist-worker' } as const;
    return settleListing(tx, { organizationId, listing, now: deps.clock(), actor, reason });
  });
  if (checklist === undefined || checklist.revision === checklist.announcedRevision) return;
  try {
    await announceChecklist(deps, { organizationId, checklistId: checklist.id });
  } catch (error) {
    // The row says that it was not announced: the reconciler does it when Temporal is back.
    deps.logger.warn({ err: error, checklistId: checklist.id }, 'the workflow could not be told');
  }
}
