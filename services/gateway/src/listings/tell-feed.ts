import { listingChanged } from '@roomnight/contracts/feed-sync-messages';
import { feedSyncWorkflowId } from '@roomnight/contracts/feed-sync';
import type { Listing } from '@roomnight/database/entities/listing';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { App, Session } from '../context.ts';
import { feedStart } from './feed-start.ts';

/** How long a person waits for it. */
const PATIENCE_MS = 3_000;
const AT_ONCE = 20;

/**
 * Tells a listing's import that the listing changed, and starts it if it should run. Best effort: the rows are
 * written, and the reconciler of the sync-worker makes workflows match them.
 */
export async function tellFeed(
  { temporal, logger }: Pick<App, 'temporal' | 'logger'>,
  session: Session,
  listing: Listing,
): Promise<void> {
  try {
    await temporal.withDeadline(Date.now() + PATIENCE_MS, () => tell(temporal, session, listing));
  } catch (error) {
    // Nothing runs that would have to notice.
    if (error instanceof WorkflowNotFoundError) return;
    logger.error(
      { err: error, listingId: listing.id },
      'the import was not told of a change: the reconciler will',
    );
  }
}

async function tell(temporal: Client, session: Session, listing: Listing): Promise<void> {
  if (listing.status === 'active' && listing.mode !== 'manual' && listing.importUrlHint) {
    const { workflowType, ...options } = await feedStart(session, listing);
    await temporal.workflow.signalWithStart(workflowType, { ...options, signal: listingChanged });
  } else {
    await temporal.workflow.getHandle(feedSyncWorkflowId(listing.id)).signal(listingChanged);
  }
}

/**
 * Tells the running imports of many listings that something changed for all of them. Best effort, as {@link tellFeed}:
 * who is not reached in time is told by the reconciler, within a minute.
 */
export async function tellFeeds(
  { temporal, logger }: Pick<App, 'temporal' | 'logger'>,
  listingIds: readonly string[],
): Promise<void> {
  const left = [...listingIds];
  const signalling = async (): Promise<void> => {
    for (let id = left.pop(); id !== undefined; id = left.pop()) {
      try {
        await temporal.workflow.getHandle(feedSyncWorkflowId(id)).signal(listingChanged);
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      }
    }
  };
  try {
    await temporal.withDeadline(Date.now() + PATIENCE_MS, () =>
      Promise.all(Array.from({ length: AT_ONCE }, signalling)),
    );
  } catch (error) {
    logger.error(
      { err: error, left: left.length },
      'not every import was told of a change: the reconciler will',
    );
  }
}
