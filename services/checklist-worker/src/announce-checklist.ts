import { placeName } from '@roomnight/contracts/place-name';
import { CHECKLIST, checklistWorkflowId, type ChecklistInput } from '@roomnight/contracts/checklist';
import { checklistChanged } from '@roomnight/contracts/checklist-messages';
import { withOrganization } from '@roomnight/database/tenant';
import { WorkflowNotFoundError } from '@temporalio/client';
import { markAnnounced, readChecklist } from './data/checklists.ts';
import { readListing, type ManualListing } from './data/listing.ts';
import type { Dependencies } from './dependencies.ts';

/** Tells a checklist's workflow that something changed, starting it if it is not there; then marks that it knows. */
export async function announceChecklist(deps: Dependencies, input: ChecklistInput): Promise<void> {
  const found = await withOrganization(deps.pool, input.organizationId, async (tx) => {
    const checklist = await readChecklist(tx, input.checklistId);
    const listing = checklist && (await readListing(tx, checklist.listingId));
    return listing && { checklist, listing };
  });
  if (found === undefined) return;
  if (found.checklist.status === 'open') await signalWithStart(deps, input, found.listing);
  else await signalIfRunning(deps, input);
  await withOrganization(deps.pool, input.organizationId, (tx) =>
    markAnnounced(tx, input.checklistId, found.checklist.revision),
  );
}

async function signalWithStart(
  { workflows, taskQueue }: Dependencies,
  input: ChecklistInput,
  listing: ManualListing,
): Promise<void> {
  await workflows.signalWithStart(CHECKLIST, {
    workflowId: checklistWorkflowId(input.checklistId),
    taskQueue,
    args: [input],
    signal: checklistChanged,
    staticSummary: `Reminds of manual changes: ${placeName(listing.propertyName, listing.unitName)}`,
  });
}

/** A finished checklist needs no workflow; one that still sleeps should wake and end. */
async function signalIfRunning({ workflows }: Dependencies, { checklistId }: ChecklistInput): Promise<void> {
  try {
    await workflows.getHandle(checklistWorkflowId(checklistId)).signal(checklistChanged);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}
