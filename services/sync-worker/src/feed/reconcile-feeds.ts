import type { Client } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { Pool } from 'pg';
import type { Logger } from '@roomnight/runtime/logger';
import { FEED_SYNC, type FeedSyncInput, feedSyncWorkflowId } from '@roomnight/contracts/feed-sync';
import { listingChanged } from '@roomnight/contracts/feed-sync-messages';
import { feedSyncStart } from '@roomnight/contracts/feed-sync-start';
import { asReader } from '@roomnight/database/tenant';
import {
  type PlatformRow,
  platformByKey,
  pluginKeyOf,
  UnknownPlatformError,
} from '@roomnight/platforms/registry';

/** A mass start is spread over this long, so that it is no burst of fetches. */
const SPREAD_MS = 60_000;
const SPREAD_FROM = 20;

export interface Reconciled {
  started: number;
  poked: number;
}

interface ListingRow extends Omit<FeedSyncInput, 'platform'>, Pick<PlatformRow, 'key' | 'base'> {
  hint: string;
  /** Its feed has not seen the listing's latest change yet. */
  stale: boolean;
}

/**
 * Compares the listings of all organizations with the FeedSync workflows that run: starts the missing ones, and
 * tells those whose listing was paused, deleted or changed to look at it. Idempotent; safe beside the gateway's
 * own start after each change.
 */
export async function reconcileFeeds(pool: Pool, client: Client, logger: Logger): Promise<Reconciled> {
  const running = await runningListingIds(client);
  const active = await activeImportListings(pool);
  const missing = active.filter((listing) => !running.has(listing.listingId));
  let started = 0;
  for (const [index, listing] of missing.entries()) {
    const { listingId } = listing;
    const delay = missing.length > SPREAD_FROM ? Math.floor((index * SPREAD_MS) / missing.length) : 0;
    try {
      await startFeedSync(client, listing, delay);
    } catch (error) {
      // Of a newer or older release than this one: the others must not wait for it.
      if (!(error instanceof UnknownPlatformError)) throw error;
      logger.error({ err: error, listingId }, 'a FeedSync could not be started');
      continue;
    }
    started += 1;
    logger.info({ listingId }, 'started a FeedSync that was missing');
  }

  const wanted = new Map(active.map((listing) => [listing.listingId, listing]));
  let poked = 0;
  for (const listingId of running) {
    const listing = wanted.get(listingId);
    if (listing !== undefined && !listing.stale) continue;
    if (await poke(client, listingId)) poked += 1;
  }
  return { started, poked };
}

/** Starts a listing's FeedSync; does nothing when it runs. */
async function startFeedSync(
  client: Client,
  { hint, organizationId, propertyId, listingId, key, base }: ListingRow,
  startDelay: number,
): Promise<void> {
  const platform = pluginKeyOf({ key, base });
  const name = base ? key : platformByKey(key).name;
  const start = feedSyncStart(
    { organizationId, propertyId, listingId, platform },
    { platform: key, summary: `${name} feed at ${hint}` },
  );
  try {
    await client.workflow.start(FEED_SYNC, { ...start, startDelay });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

async function runningListingIds(client: Client): Promise<Set<string>> {
  const ids = new Set<string>();
  const prefix = feedSyncWorkflowId('');
  for await (const { workflowId } of client.workflow.list({
    query: `WorkflowType = '${FEED_SYNC}' AND ExecutionStatus = 'Running'`,
  })) {
    ids.add(workflowId.slice(prefix.length));
  }
  return ids;
}

function activeImportListings(pool: Pool): Promise<ListingRow[]> {
  return asReader(pool, 'sweeper', async (tx) => {
    const { rows } = await tx.query<ListingRow>(
      `SELECT l.organization_id AS "organizationId", u.property_id AS "propertyId", l.id AS "listingId",
         p.key, p.base, l.import_url_hint AS hint,
         f.listing_id IS NOT NULL AND f.listing_revision <> l.revision AS stale
       FROM gateway.listings l
       JOIN gateway.units u ON u.id = l.unit_id
       JOIN gateway.ota_platforms p ON p.id = l.platform_id
       LEFT JOIN sync.feeds f ON f.listing_id = l.id
       WHERE l.status = 'active' AND l.mode <> 'manual' AND l.import_url_hint IS NOT NULL
       ORDER BY l.id`,
    );
    return rows;
  });
}

async function poke(client: Client, listingId: string): Promise<boolean> {
  try {
    await client.workflow.getHandle(feedSyncWorkflowId(listingId)).signal(listingChanged);
    return true;
  } catch (error) {
    // It ended between the listing of workflows, which lags, and now.
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
