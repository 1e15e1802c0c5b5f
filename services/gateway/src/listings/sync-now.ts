import { WithStartWorkflowOperation } from '@temporalio/client';
import type { SyncNowResult } from '@roomnight/contracts/feed-sync';
import { syncNow as update } from '@roomnight/contracts/feed-sync-messages';
import { Listing } from '@roomnight/database/entities/listing';
import { askWorkflow } from '../ask-workflow.ts';
import type { App, Session } from '../context.ts';
import { InvalidInput, NotFound } from '../failures.ts';
import { isId } from '../input.ts';
import { feedStart } from './feed-start.ts';

/**
 * Polls a listing's feed at once, starting its import if it does not run.
 *
 * @throws {InvalidInput} @throws {NotFound}
 */
export async function syncNow(
  { temporal }: Pick<App, 'temporal'>,
  session: Session,
  listingId: string,
): Promise<SyncNowResult & { listingId: string }> {
  const listing = isId(listingId) ? await session.em.findOne(Listing, { id: listingId }) : null;
  if (!listing || listing.status === 'deleted') throw new NotFound('This organization has no such listing.');
  if (!listing.importUrlHint) throw new InvalidInput('listingId', 'This listing has no feed to poll.');
  if (listing.status === 'paused')
    throw new InvalidInput('listingId', 'This listing is paused: resume it first.');
  const { workflowType, ...options } = await feedStart(session, listing);
  const result = await askWorkflow(temporal, 60, () =>
    temporal.workflow.executeUpdateWithStart(update, {
      startWorkflowOperation: new WithStartWorkflowOperation(workflowType, {
        ...options,
        workflowIdConflictPolicy: 'USE_EXISTING',
      }),
    }),
  );
  return { ...result, listingId };
}
