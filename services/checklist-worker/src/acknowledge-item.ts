import type { AcknowledgeAnswer, AcknowledgeItemInput, ChecklistInput } from '@roomnight/contracts/checklist';
import { withOrganization } from '@roomnight/database/tenant';
import { readAcknowledged, writeAcknowledged } from './data/acknowledged-nights.ts';
import { readChecklist } from './data/checklists.ts';
import { acknowledge, readItem } from './data/items.ts';
import { readListing } from './data/listing.ts';
import type { Dependencies } from './dependencies.ts';
import { confirm } from './rules/work.ts';
import { lockListing, settleListing } from './settle-listing.ts';

/** A person did a change on the platform. Asking again gets the same answer. */
export function acknowledgeItem(
  { pool, clock }: Dependencies,
  { organizationId, checklistId, itemId, userId }: ChecklistInput & AcknowledgeItemInput,
): Promise<AcknowledgeAnswer> {
  return withOrganization(pool, organizationId, async (tx): Promise<AcknowledgeAnswer> => {
    const checklist = await readChecklist(tx, checklistId);
    if (checklist === undefined) return { kind: 'notFound' };
    await lockListing(tx, checklist.listingId);
    const item = await readItem(tx, checklistId, itemId);
    const listing = await readListing(tx, checklist.listingId);
    if (item === undefined || listing === undefined) return { kind: 'notFound' };
    if (item.status === 'acknowledged' && item.closedBy === userId) return { kind: 'acknowledged', itemId };
    if (item.status !== 'open') return { kind: 'alreadyClosed', itemId, status: item.status };

    const now = clock();
    await acknowledge(tx, { itemId, userId, at: now });
    const nights = confirm(await readAcknowledged(tx, listing.id), item);
    await writeAcknowledged(tx, { organizationId, listingId: listing.id, nights, at: now });
    await settleListing(tx, {
      organizationId,
      listing,
      now,
      actor: { kind: 'user', id: userId },
      reason: 'ticked off: done on the platform',
      ticked: item,
    });
    return { kind: 'acknowledged', itemId };
  });
}
